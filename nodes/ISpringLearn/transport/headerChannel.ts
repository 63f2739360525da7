import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { carried } from '../../shared/http/headers';
import type { VendorAnswer } from '../../shared/http/types';
import type { Session } from '../../shared/n8n/session';
import type { Change, FieldName, FieldValue, NonEmpty } from '../../shared/provisioning/types';
import { buildXml, textElement } from '../../shared/xml/build';
import { parseXml, type XmlNode } from '../../shared/xml/parse';
import { isMember, ISPRING_MEMBERS, missing, PASSWORD, texts, type ISpringProfile } from '../profile';
import type { ISpringChannel, ProfileField } from './channel';
import { isWebPage, noApi, refusal, speaksForItself } from './failure';
import { asText, fullFields } from './mandatory';
import { legacyBase, SETTINGS } from './request';
import { once, roster, wholeList } from './roster';
import { fieldFromXml, profileFromXml } from './userXml';

/** The members that have a header, and which. */
const HEADERS: Readonly<Record<FieldName, string>> = { departmentId: 'X-Organization-Id', role: 'X-Role', groupIds: 'X-Groups' };

/** Servers cut or refuse longer header lines, most of them at 8 KB. */
const MAX_HEADER_BYTES = 8000;

/**
 * The older REST API: everything in request headers, refusals in the status line.
 * Sources: "Updating User Profile", "Getting User Info" and "Getting User List" of that API.
 */
export function headerChannel({ credential, send }: Pick<Session, 'credential' | 'send'>): ISpringChannel {
	const get = async (path: string, filter: Readonly<Record<string, string>> = {}): Promise<VendorAnswer> =>
		await send({ method: 'GET', url: legacyBase(credential) + path, headers: { Accept: 'application/xml', ...filter } });

	const byId = async (id: string): Promise<readonly ISpringProfile[]> => {
		const answer = await get(`/user/${pathSegment('User', id)}`);
		return isNobody(answer) ? [] : [profileFromXml(open(answer, 'userProfile'))];
	};
	const list = async (filter: Readonly<Record<string, string>> = {}): Promise<readonly ISpringProfile[]> => open(await get('/user', filter), 'users').children.map(profileFromXml);
	const users = roster(list, byId);
	const accountFields = once(async (): Promise<readonly ProfileField[]> => open(await get('/user/profile/fields'), 'userProfileFields').children.map(fieldFromXml));

	return {
		find: users.find,

		update: async (current, changes) => {
			const headers = headersOf(current, changes, await accountFields.get());
			const answer = await send({ method: 'POST', url: `${legacyBase(credential)}/user/${pathSegment('User', current.id)}`, headers });
			assertNotRefused(answer);
			users.written(changes);
			return exceeded(answer);
		},

		list: wholeList(async ({ department, group }) => await list({
			...(department === undefined ? {} : { 'X-Organization-Id': carried('Departments', department) }),
			...(group === undefined ? {} : { 'X-Group-Id': carried('Groups', group) }),
		})),

		remove: async (id) => assertNotRefused(await send({ method: 'DELETE', url: `${legacyBase(credential)}/user/${pathSegment('User', id)}`, headers: {} })),

		profileFields: accountFields.get,

		assertCarried: (field, value) => {
			if (isMember(field) && field !== PASSWORD) headerOf(field, value);
			else fieldsXml([[field, asText(value)]]);
		},
	};
}

function headersOf(current: ISpringProfile, changes: NonEmpty<Change>, account: readonly ProfileField[]): Record<string, string> {
	const members = changes.filter(({ field }) => isMember(field) && field !== PASSWORD);
	return {
		'X-Fields-Xml': fieldsXml(fullFields(current, changes, account)),
		...Object.fromEntries(members.map(({ field, to }) => headerOf(field, field === 'groupIds' ? missing(current.fields.get(field), to) : (to ?? '')))),
	};
}

function headerOf(field: FieldName, value: FieldValue): [name: string, value: string] {
	const label = ISPRING_MEMBERS.find(({ name }) => name === field)?.label ?? field;
	const name = HEADERS[field];
	if (name === undefined) {
		throw failed({ kind: 'invalid', parameter: label, says: `${label} can't be set by REST (Header): that API has no header for it`, todo: 'Remove the field, or choose REST as API. Nothing was sent.' });
	}
	return [name, carried(label, Array.isArray(value) ? texts(value).join(',') : asText(value))];
}

/**
 * The fields as one line of ASCII: a header can hold neither a line break nor, in the platform's client,
 * letters outside Latin-1; numeric character references say the same.
 * @throws FailureError `invalid` for what XML can't hold, and when the line is longer than servers take
 */
function fieldsXml(fields: ReadonlyArray<readonly [FieldName, string]>): string {
	const document = { name: 'fields', children: fields.map(([name, value]) => textElement(name, value)) };
	const xml = buildXml(document, { headless: true, ascii: true }).replace(/[\t\n\u007f]/g, (character) => `&#${character.charCodeAt(0)};`);
	if (xml.length <= MAX_HEADER_BYTES) return xml;
	throw failed({
		kind: 'invalid',
		parameter: 'Fields',
		says: `The fields of this user take ${xml.length} bytes as a header; servers take about ${MAX_HEADER_BYTES}`,
		todo: 'Shorten the values, or choose REST as API, which sends them in the body. Nothing was written for this item.',
	});
}

/** "Unknown user" is the documented reason; another 404 is a wrong address. */
function isNobody({ status, statusText }: VendorAnswer): boolean {
	return status === 404 && /^unknown user\b/i.test(statusText);
}

/** @throws FailureError for a refusal, and `unreadable` for anything but a document with this root */
function open(answer: VendorAnswer, root: string): XmlNode {
	assertNotRefused(answer);
	if (answer.body.trim() === '') throw noApi(answer, SETTINGS.legacy);
	return parseXml(answer.body, [root]);
}

function assertNotRefused(answer: VendorAnswer): void {
	const { status, body } = answer;
	const words = reasonOf(answer);
	const isElsewhere = isWebPage(body) || (status === 404 && !/^unknown /i.test(words));
	if (isElsewhere && !speaksForItself(answer)) throw noApi(answer, SETTINGS.legacy);
	if (status >= 400) throw failed(refusal({ status, words }));
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

/** The groups that the user could not join. */
function exceeded({ headers }: VendorAnswer): readonly string[] {
	const groups = headers['x-exceeded-groups']?.trim();
	return groups ? [`The user could not be added to these groups: ${groups} (X-Exceeded-Groups)`] : [];
}
