import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { carried } from '../../shared/http/headers';
import { rowsOf } from '../../shared/http/pages';
import type { VendorAnswer, WayOut } from '../../shared/http/types';
import { scalarText } from '../../shared/json/json';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { buildXml, textElement } from '../../shared/xml/build';
import type { ProfileField } from '../user/accountFields';
import { missing, texts } from '../user/compare';
import { GROUP_IDS, isMember, ISPRING_MEMBERS, PASSWORD, type Invitation, type ISpringProfile } from '../user/profile';
import { userPath } from './addresses';
import type { HeaderChannel } from './channel';
import { assertNoSms, nameless, type NewUser } from './creation';
import { headerClient, type Headers } from './headerClient';
import { olderChannel, type OlderCodec } from './olderChannel';
import { asText, fullFields, withGroupsToJoin } from './unchangedFields';
import { recordFromXml } from './xmlRecords';

/**
 * The older REST API, which lists and makes groups and lets users join, and changes and deletes none.
 * Sources: "Adding a User", "Updating User Profile", "Getting User Info", "Getting User List", "Getting a List of
 * Groups", "Adding a Group", "Adding a User to a Group" of that API.
 */
export function headerChannel(out: WayOut): HeaderChannel {
	const { read, create, join } = headerClient(out);
	return {
		...olderChannel(headerCodec(out)),

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
			await join(`/group/${pathSegment('Group', groupId)}/member`, headersOf({ 'X-User-Id': ['User IDs', userId] })),
	};
}

function headerCodec(out: WayOut): OlderCodec {
	const { readUser, read, create, post, remove } = headerClient(out);
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

		assertMember: headerOf,
		assertField: (field, text) => fieldsXml([[field, text]]),
	};
}

/**
 * The headers that have a value, each with what the editor calls it.
 * @throws FailureError `invalid` for what a header can't carry: everything beyond plain ASCII
 */
function headersOf(values: Readonly<Record<string, readonly [label: string, value: string | undefined]>>): Headers {
	const given = Object.entries(values).flatMap(([name, [label, value]]) =>
		value === undefined ? [] : [[name, carried(label, value)] as const],
	);
	return Object.fromEntries(given);
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

/** What stands beside the fields and has a header, and which. */
const HEADERS: Readonly<Record<FieldName, string>> = { departmentId: 'X-Organization-Id', role: 'X-Role', groupIds: 'X-Groups' };

/** Servers cut or refuse longer header lines, most of them at 8 KB. */
const MAX_HEADER_BYTES = 8000;

/** The headers of an update. Source: "Updating User Profile" of the older REST API. */
function updateHeaders(current: ISpringProfile, changes: readonly Change[], account: readonly ProfileField[]): Headers {
	const members = withGroupsToJoin(current, changes).filter(({ field }) => isMember(field) && field !== PASSWORD);
	return {
		'X-Fields-Xml': fieldsXml(fullFields(current, changes, account)),
		...Object.fromEntries(members.map(({ field, to }) => headerOf(field, to ?? ''))),
	};
}

/**
 * The headers of a new user. Whether iSpring writes to the user is always said, because it does so by default.
 * Source: "Adding a User" of the older REST API, `POST /user`.
 * @throws FailureError `invalid` without e-mail address and login, and for what a header can't carry
 */
function newUserHeaders({ login, email, password, members }: NewUser, invitation: Invitation): Headers {
	assertNoSms('REST (Header)', invitation);
	if (email === undefined && login === undefined) throw nameless('neither an e-mail address nor a login', 'Email or Login');
	const { emailMessage } = invitation;
	return {
		...headersOf({ 'X-Email': ['Email', email], 'X-Login': ['Login', login], 'X-Password': ['Password', password] }),
		'X-Send-Login-Email': emailMessage === undefined ? '0' : '1',
		...headersOf({ 'X-Invitation-Message': ['Invitation Message', emailMessage || undefined] }),
		...Object.fromEntries(members.map(({ field, to }) => headerOf(field, to ?? ''))),
	};
}

/** @throws FailureError `invalid` where the API has no header for a member, or a header can't carry the value */
export function headerOf(field: FieldName, value: FieldValue): [name: string, value: string] {
	const label = ISPRING_MEMBERS.find(({ name }) => name === field)?.label ?? field;
	const name = HEADERS[field];
	if (name !== undefined) return [name, carried(label, Array.isArray(value) ? texts(value).join(',') : asText(value))];
	throw failed({
		kind: 'invalid',
		parameter: label,
		says: `${label} can't be set by REST (Header): that API has no header for it`,
		todo: 'Remove the field, or choose REST as API.',
	});
}

/**
 * The fields as one line of ASCII: a header can hold neither a line break nor, in the platform's client,
 * letters outside Latin-1; numeric character references say the same.
 * @throws FailureError `invalid` for what XML can't hold, and when the line is longer than servers take
 */
export function fieldsXml(fields: ReadonlyArray<readonly [FieldName, string]>): string {
	const document = { name: 'fields', children: fields.map(([name, value]) => textElement(name, value)) };
	const xml = buildXml(document, { headless: true, ascii: true }).replace(/[\t\n\u007f]/g, (character) => `&#${character.charCodeAt(0)};`);
	if (xml.length <= MAX_HEADER_BYTES) return xml;
	throw failed({
		kind: 'invalid',
		parameter: 'Fields',
		says: `The fields of this user take ${xml.length} bytes as a header; servers take about ${MAX_HEADER_BYTES}`,
		todo: 'Shorten the values, or choose REST as API, which sends them in the body.',
	});
}
