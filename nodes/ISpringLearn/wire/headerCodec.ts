import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { judged } from '../../shared/http/answers';
import { rowsOf } from '../../shared/http/pages';
import type { VendorAnswer, VendorRequest, WayOut } from '../../shared/http/types';
import { scalarText } from '../../shared/json/json';
import type { FieldValue } from '../../shared/provisioning/types';
import { parseXml, type XmlNode } from '../../shared/xml/parse';
import { missing } from '../user/compare';
import { GROUP_IDS } from '../user/profile';
import { legacyBase, SETTINGS, userPath } from './addresses';
import type { HeaderChannel } from './channel';
import { assertNoErrorInside, documentIn, isGone, isWebPage, noId, notTheApi, refusal, saidIn, speaksForItself } from './failure';
import { olderChannel, type OlderCodec } from './olderChannel';
import { fieldsXml, headerOf, headersOf, newUserHeaders, updateHeaders, type Headers } from './userHeaders';
import { recordFromXml } from './xmlRecords';

/**
 * The older REST API, which lists and makes groups and lets users join, and changes and deletes none.
 * Sources: "Adding a User", "Updating User Profile", "Getting User Info", "Getting User List", "Getting a List of
 * Groups", "Adding a Group", "Adding a User to a Group" of that API.
 */
export function headerChannel(out: WayOut): HeaderChannel {
	const client = headerClient(out);
	const { read, create, join } = client;
	return {
		...olderChannel(headerCodec(client)),

		groups: ({ organizationId } = {}) => {
			const filter = headersOf({ 'X-Organization-Id': ['Organization ID', organizationId] });
			const load = async () => ({ rows: (await read('/group', 'groups', filter)).children.map(recordFromXml) });
			return rowsOf({ start: '', read: load, idOf: ({ groupId }) => scalarText(groupId) ?? '' });
		},
		newGroup: ({ name, description, organizationId }) => {
			const headers = headersOf({
				'X-Name': ['Name', name],
				'X-Description': ['Description', description],
				'X-Organization-Id': ['Organization ID', organizationId],
			});
			return async () => (await create('/group', headers)).id;
		},
		join: async (groupId, userId) =>
			await join(`/group/${pathSegment('Group', groupId)}/member`, headersOf({ 'X-User-Id': ['Users', userId] })),
	};
}

function headerCodec({ readUser, read, create, post, remove }: ReturnType<typeof headerClient>): OlderCodec {
	return {
		readUser: async (id) => {
			const user = await readUser(userPath(id));
			return user && recordFromXml(user);
		},
		listUsers: async ({ department, group }) => {
			const filter = headersOf({ 'X-Organization-Id': ['Departments', department], 'X-Group-Id': ['Groups', group] });
			return (await read('/user', 'users', filter)).children.map(recordFromXml);
		},
		readFields: async () => (await read('/user/profile/fields', 'userProfileFields')).children.map(recordFromXml),

		creation: (user, invitation) => {
			const headers = newUserHeaders(user, invitation);
			return async () => {
				const { id, answer } = await create('/user', headers);
				return { id, fellShort: exceeded(answer) };
			};
		},
		update: (current, changes, account) => {
			const headers = updateHeaders(current, changes, account);
			return async (beforeRepeat) => exceeded(await post(userPath(current.id), headers, beforeRepeat), current.fields.get(GROUP_IDS));
		},
		removeUser: async (id) => await remove(userPath(id)),

		assertProperty: headerOf,
		assertField: (field, text) => fieldsXml([[field, text]]),
	};
}

/** The older REST API: everything in request headers, refusals in the status line. */
function headerClient({ credential, send }: WayOut) {
	const get = async (path: string, filter: Headers = {}, how: Pick<VendorRequest, 'one'> = {}): Promise<VendorAnswer> =>
		await send({ method: 'GET', url: legacyBase(credential) + path, headers: { Accept: 'application/xml', ...filter }, ...how });
	const sent = async (path: string, headers: Headers, options: Pick<VendorRequest, 'repeats' | 'beforeRepeat'>): Promise<VendorAnswer> =>
		await send({ method: 'POST', ...options, url: legacyBase(credential) + path, headers });

	return {
		/** @throws FailureError for a refusal, and `unreadable` for anything but a document with this root */
		read: async (path: string, root: string, filter?: Headers): Promise<XmlNode> => open(await get(path, filter), root),
		/** The same for one user: undefined when iSpring says that there is none. */
		readUser: async (path: string): Promise<XmlNode | undefined> => {
			const answer = await get(path, {}, { one: true });
			return isNobody(answer) ? undefined : open(answer, 'userProfile');
		},
		/** Sets something: sent twice, it is the same, unless others write in between what `beforeRepeat` looks for. */
		post: async (path: string, headers: Headers, beforeRepeat?: VendorRequest['beforeRepeat']): Promise<VendorAnswer> =>
			throwUnlessDone(await sent(path, headers, { repeats: true, ...(beforeRepeat ? { beforeRepeat } : {}) })),
		/** Makes a record and gives back its ID, the body of the answer. */
		create: async (path: string, headers: Headers): Promise<Readonly<{ id: string; answer: VendorAnswer }>> => {
			const answer = accepted(await sent(path, headers, { repeats: false }));
			const [id] = /^[\w-]{1,64}$/.exec(answer.body.trim()) ?? [];
			if (id === undefined) throw noId(answer);
			return { id, answer };
		},
		/** Makes somebody a member; `already` when iSpring says that the user is one. */
		join: async (path: string, headers: Headers): Promise<'added' | 'already'> => {
			const answer = await sent(path, headers, { repeats: true });
			if (isMember(answer)) return 'already';
			throwUnlessDone(answer);
			return 'added';
		},
		remove: async (path: string): Promise<void> => {
			const answer = await send({ method: 'DELETE', url: legacyBase(credential) + path, headers: {} });
			if (!isGone(answer, reasonOf(answer))) throwUnlessDone(answer);
		},
	};
}

/** "Unknown user" is the documented reason; another 404 is a wrong address. */
function isNobody({ status, statusText }: VendorAnswer): boolean {
	return status === 404 && /^unknown user\b/i.test(statusText);
}

/** The documented reason, with the status that it shares with others. */
function isMember({ status, statusText }: VendorAnswer): boolean {
	return status === 403 && /^user already group.s member/i.test(statusText);
}

function open(answer: VendorAnswer, root: string): XmlNode {
	const { body } = accepted(answer);
	if (body.trim() === '') throw notTheApi(answer, SETTINGS.legacy);
	return parseXml(body, [root]);
}

/** @throws FailureError for a refusal, and for what comes from elsewhere */
function accepted(answer: VendorAnswer): VendorAnswer {
	const { status, body } = answer;
	const words = reasonOf(answer);
	assertNoErrorInside(answer, documentIn(body));
	const isElsewhere = isWebPage(body) || (status === 404 && !/^unknown /i.test(words));
	if (isElsewhere && !speaksForItself(answer)) throw notTheApi(answer, SETTINGS.legacy);
	if (status >= 400) throw failed(refusal(saidIn(answer, words)));
	return answer;
}

/** An update, a membership and a deletion are answered without a body. */
function throwUnlessDone(answer: VendorAnswer): VendorAnswer {
	if (judged(answer, () => accepted(answer)).body.trim() !== '') throw notTheApi(answer, SETTINGS.legacy);
	return answer;
}

/** A status line is bytes: Node reads them as Latin-1, iSpring may write UTF-8. */
function reasonOf({ statusText }: VendorAnswer): string {
	const bytes = Uint8Array.from(statusText, (character) => character.charCodeAt(0));
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
	} catch {
		return statusText.trim();
	}
}

/**
 * The groups that the user could not join.
 * @param already those that the user was in before, who is in no need of joining them
 */
function exceeded({ headers }: VendorAnswer, already?: FieldValue): readonly string[] {
	const named = (headers['x-exceeded-groups'] ?? '').split(',').map((id) => id.trim());
	const groups = missing(
		already,
		named.filter((id) => id !== ''),
	);
	return groups.length > 0 ? [`The user could not be added to these groups: ${groups.join(',')} (X-Exceeded-Groups)`] : [];
}
