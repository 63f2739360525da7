import { failed } from '../../shared/failure';
import type { Session } from '../../shared/n8n/session';
import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';
import { child, type XmlNode } from '../../shared/xml/parse';
import { isMember, PASSWORD, toProfile, type ISpringProfile, type ISpringUser } from '../profile';
import { STATUS_FIELD } from '../status';
import { askedById } from './asked';
import type { Made, Newcomer, ProfileField, SwitchingChannel } from './channel';
import type { Namespace } from './envelope';
import { refusal } from './failure';
import { untouchedBy } from './conflict';
import { groupsAlong } from './groups';
import { asText, fieldsAlong } from './mandatory';
import { madeInSteps, newcomerCheck, newUserOf, restOf, type Finish, type Rest } from './newUser';
import { once, roster, wholeList } from './roster';
import { named, resultOf, soapClient } from './soapClient';
import { memberOf, newUserElements, OLDER, pair, soapStatus, updateElements } from './soapMembers';
import { writeSteps } from './steps';
import { fieldFromXml, recordFromXml } from './userXml';

type Making = Readonly<{ elements: readonly XmlElement[]; rest?: Rest; status?: string }>;

/**
 * SOAP 1.1. People are looked up by getUsers: both generations of the pages have it, while the filters of
 * ListUsers belong to one and their inner elements are shown nowhere; a misread filter could answer nobody.
 * Sources: "Adding a User" (addUser), "Updating User's Profile" (updateUserProfile), "Getting User Information" (getUserProfile), "getUsers", "getUserProfileFields".
 */
export function soapChannel(session: Pick<Session, 'credential' | 'send'>, namespace: Namespace): SwitchingChannel {
	const { open, call, order, create, remove } = soapClient(session, namespace);

	const byId = async (id: string): Promise<readonly ISpringProfile[]> => {
		const opened = await open('GetUserProfile', [textElement('userId', id)]);
		if (opened.kind === 'fault' && refusal(opened.said).kind === 'notFound') return [];
		return [askedById(id, theProfileIn(resultOf(opened)))];
	};
	const list = async (filter: readonly XmlElement[] = []): Promise<readonly ISpringUser[]> => usersIn(await call('GetUsers', filter));
	const users = roster(async () => (await list()).map(toProfile), byId);
	const accountFields = once(async (): Promise<readonly ProfileField[]> =>
		named(await call('GetUserProfileFields'), 'userFieldInfo').map(fieldFromXml),
	);

	/** Both requests of a new user, checked; the second is built only to be looked at. */
	const making = async ({ changes, invitation }: Newcomer): Promise<Making> => {
		const user = newUserOf({ changes });
		const elements = newUserElements(user, invitation, namespace);
		const rest = user.rest.length > 0 ? restOf(user, await accountFields.get()) : undefined;
		if (rest)
			buildXml({ name: 'UpdateUserProfileRequest', children: updateElements(rest.current, rest.changes, await accountFields.get()) });
		return { elements, ...(rest ? { rest } : {}), ...(user.status === undefined ? {} : { status: soapStatus(user.status) }) };
	};
	const setStatus: SwitchingChannel['setStatus'] = async (id, status) =>
		await order('ChangeUserStatus', [textElement('userId', id), textElement('status', soapStatus(status))], 'the status was not changed');
	const finishing = ({ rest, status }: Making): readonly Finish[] => [
		...(rest
			? [
					{
						what: 'fields' as const,
						run: async (id: string) =>
							await order(
								'UpdateUserProfile',
								updateElements({ ...rest.current, id }, rest.changes, await accountFields.get()),
								NOT_UPDATED,
							),
					},
				]
			: []),
		...(status === undefined ? [] : [{ what: 'status' as const, run: async (id: string) => await setStatus(id, status) }]),
	];

	return {
		find: users.find,

		create: async (newcomer) => {
			const asked = await making(newcomer);
			const make = async (): Promise<Made> => {
				const { id, result } = await create('AddUser', asked.elements, 'userId').finally(() => users.written(newcomer.changes)); // an answer that is lost may hide a new user
				return { id, fellShort: exceeded(result) };
			};
			return await madeInSteps({ make, check: newcomerCheck(newUserOf(newcomer), byId), finish: finishing(asked) });
		},

		assertChangeable: () => undefined,
		assertNewcomer: ({ changes, invitation }) => {
			buildXml({ name: 'AddUserRequest', children: newUserElements(newUserOf({ changes }), invitation, namespace) });
		},
		assertMakeable: async (newcomer) => {
			await making(newcomer);
		},

		update: async (current, changes) => {
			const profile = changes.filter(({ field }) => field !== STATUS_FIELD);
			const account = profile.length > 0 ? await accountFields.get() : [];
			const elements = updateElements(current, profile, account);
			const mandatory = profile.length > 0 ? fieldsAlong(current, profile, account).map(([name]) => name) : [];
			const untouched = untouchedBy({
				planned: current,
				changes: profile,
				along: [...mandatory, ...groupsAlong(current, profile)],
				read: byId,
			});
			await untouched.before();
			await writeSteps([
				...(profile.length > 0
					? [{ what: 'profile', run: async () => await order('UpdateUserProfile', elements, NOT_UPDATED, untouched.again) }]
					: []),
				...changes.flatMap(({ field, to }) =>
					field === STATUS_FIELD ? [{ what: 'status', run: async () => await setStatus(current.id, asText(to)) }] : [],
				),
			]);
			users.written(changes);
			return [];
		},

		list: wholeList(
			async ({ department, group }) =>
				await list([
					...(department === undefined ? [] : [textElement(namespace === OLDER ? 'organizationId' : 'departmentId', department)]),
					...(group === undefined ? [] : [textElement('groupId', group)]),
				]),
		),

		setStatus,

		remove: async (id) => await remove('DeleteUser', [textElement('userId', id)], 'the user was not deleted'),

		profileFields: accountFields.get,

		assertCarried: (field, value) => {
			if (field === STATUS_FIELD) soapStatus(value);
			else if (isMember(field) && field !== PASSWORD) memberOf(field, value, undefined);
			else buildXml(pair([field, asText(value)]));
		},
	};
}

const NOT_UPDATED = 'the profile was not updated';

/** The groups that the user could not join; the pages don't show what their elements are called. */
function exceeded(result: XmlNode): readonly string[] {
	const groups = named(result, 'exceededGroups')
		.flatMap(({ children, text }) => (children.length > 0 ? children.map((one) => one.text) : [text]))
		.filter((id) => id.trim() !== '');
	return groups.length > 0 ? [`The user could not be added to these groups: ${groups.join(',')} (exceededGroups)`] : [];
}

/** "Unknown user" is a Fault: a result without a user is no answer. */
function theProfileIn(result: XmlNode): ISpringProfile {
	const [profile, ...others] = usersIn(result).map(toProfile);
	if (profile && others.length === 0) return profile;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `iSpring was asked for one user and answered with ${others.length === 0 ? 'none' : String(others.length + 1)}`,
		todo: 'Try the other "SOAP Namespace" in Options.',
	});
}

/** GetUsersResult holds the profiles, or a list of them: table and sample of the page differ. */
function usersIn(result: XmlNode): readonly ISpringUser[] {
	return named(child(result, 'users') ?? result, 'userProfile').map(recordFromXml);
}
