import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { carried } from '../../shared/http/headers';
import type { Session } from '../../shared/n8n/session';
import { GROUP_IDS, isMember, PASSWORD, toProfile, type ISpringProfile, type ISpringUser } from '../profile';
import { STATUS_FIELD, storedStatus } from '../status';
import { askedById } from './asked';
import type { ISpringChannel, Made, Newcomer, ProfileField } from './channel';
import { exceeded, headerClient, type Headers } from './headerClient';
import { fieldsXml, headerOf, newUserHeaders, updateHeaders } from './headerFields';
import { untouchedBy } from './conflict';
import { groupsAlong } from './groups';
import { asText, fieldsAlong } from './mandatory';
import { madeInSteps, newcomerCheck, newUserOf, restOf, type Rest } from './newUser';
import { once, roster, wholeList } from './roster';
import { fieldFromXml, profileFromXml, recordFromXml } from './userXml';

type Making = Readonly<{ headers: Headers; rest?: Rest }>;

/**
 * The older REST API.
 * Sources: "Adding a User", "Updating User Profile", "Getting User Info" and "Getting User List" of that API.
 */
export function headerChannel(session: Pick<Session, 'credential' | 'send'>): ISpringChannel {
	const client = headerClient(session);

	const byId = async (id: string): Promise<readonly ISpringProfile[]> => {
		const found = await client.readUser(userPath(id));
		return found ? [askedById(id, profileFromXml(found))] : [];
	};
	const list = async (filter: Headers = {}): Promise<readonly ISpringUser[]> =>
		(await client.read('/user', 'users', filter)).children.map(recordFromXml);
	const users = roster(async () => (await list()).map(toProfile), byId);
	const accountFields = once(async (): Promise<readonly ProfileField[]> =>
		(await client.read('/user/profile/fields', 'userProfileFields')).children.map(fieldFromXml),
	);

	/** Both requests of a new user, checked; the second is built only to be looked at. */
	const making = async ({ changes, invitation }: Newcomer): Promise<Making> => {
		const user = newUserOf({ changes });
		if (user.status !== undefined) throw noStatus();
		const headers = newUserHeaders(user, invitation);
		const rest = user.rest.length > 0 ? restOf(user, await accountFields.get()) : undefined;
		if (rest) updateHeaders(rest.current, rest.changes, await accountFields.get());
		return { headers, ...(rest ? { rest } : {}) };
	};

	return {
		find: users.find,

		create: async (newcomer) => {
			const { headers, rest } = await making(newcomer);
			const make = async (): Promise<Made> => {
				const { id, answer } = await client.create('/user', headers).finally(() => users.written(newcomer.changes)); // an answer that is lost may hide a new user
				return { id, fellShort: exceeded(answer) };
			};
			return await madeInSteps({
				make,
				check: newcomerCheck(newUserOf(newcomer), byId),
				finish: rest
					? [
							{
								what: 'fields',
								run: async (id) =>
									void (await client.post(userPath(id), updateHeaders(rest.current, rest.changes, await accountFields.get()))),
							},
						]
					: [],
			});
		},

		assertChangeable: (changes) => {
			if (changes.some(({ field }) => field === STATUS_FIELD)) throw noStatus();
		},
		assertNewcomer: ({ changes, invitation }) => {
			newUserHeaders(newUserOf({ changes }), invitation);
		},
		assertMakeable: async (newcomer) => {
			await making(newcomer);
		},

		update: async (current, changes) => {
			const account = await accountFields.get();
			const headers = updateHeaders(current, changes, account);
			const along = [...fieldsAlong(current, changes, account).map(([name]) => name), ...groupsAlong(current, changes)];
			const untouched = untouchedBy({ planned: current, changes, along, read: byId });
			await untouched.before();
			const answer = await client.post(userPath(current.id), headers, untouched.again);
			users.written(changes);
			return exceeded(answer, current.fields.get(GROUP_IDS));
		},

		list: wholeList(
			async ({ department, group }) =>
				await list({
					...(department === undefined ? {} : { 'X-Organization-Id': carried('Departments', department) }),
					...(group === undefined ? {} : { 'X-Group-Id': carried('Groups', group) }),
				}),
		),

		remove: async (id) => await client.remove(userPath(id)),

		profileFields: accountFields.get,

		assertCarried: (field, value) => {
			if (field === STATUS_FIELD) storedStatus(value);
			else if (isMember(field) && field !== PASSWORD) headerOf(field, value);
			else fieldsXml([[field, asText(value)]]);
		},
	};
}

function noStatus() {
	return failed({
		kind: 'invalid',
		parameter: 'Status',
		says: 'REST (Header) can neither let users in nor keep them out, and this user is to be so',
		todo: 'Choose REST or SOAP as API, or leave active out of the SCIM user.',
	});
}

function userPath(id: string): string {
	return `/user/${pathSegment('User', id)}`;
}
