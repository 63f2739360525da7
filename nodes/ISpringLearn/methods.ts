import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { failed, type FailureError } from '../shared/failure';
import { readAll } from '../shared/http/pages';
import type { FieldSpec } from '../shared/fields/spec';
import { isJsonObject, scalarText, type JsonObject } from '../shared/json/json';
import { columns } from '../shared/n8n/parameters/columns';
import { clearableFields } from '../shared/n8n/parameters/emptyValues';
import { conditionFields } from '../shared/n8n/parameters/leaverConditions';
import { searchResult } from '../shared/n8n/parameters/locator';
import { forEditor } from '../shared/n8n/run/errors';
import { openSession } from '../shared/n8n/session/session';
import { contentRows, courseOf } from './course/catalog';
import { isDate, type ProfileField } from './user/accountFields';
import { typeName } from './actions/course';
import { SOAP_NAMESPACE } from './actions/parameters';
import { EVERYBODY } from './user/iSpringDirectory';
import { fieldText, GROUP_IDS, isProperty, ISPRING_FIELDS, ISPRING_PROPERTIES, toProfile } from './user/profile';
import { isSuperior } from './user/superiors';
import type { Channels, Protocol } from './wire/channel';
import { openChannel, credentialFor, namespaceOf, protocolOf, TOKEN_REFUSED } from './wire/protocols';
import { DEPARTMENT_LIST, GROUP_LIST } from './wire/restRecords';
import { usersList } from './wire/restChannel';
import { restClient, type PagedList, type RestClient } from './wire/restClient';

/** The columns of the parameter "Fields": the account's own where they can be looked up, else the standard ones. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	try {
		const account = await profileFields(this);
		const { fields } = columns(columnsOf(this, accountColumns(account)));
		return { fields: fields.flatMap((one) => detailed(one, account, this.getCurrentNodeParameter('operation'))) };
	} catch {
		return columns(columnsOf(this, ISPRING_FIELDS)); // without a credential, and for users who may not read the account's settings
	}
}

/** Only REST has superiors. */
function columnsOf(context: ILoadOptionsFunctions, specs: readonly FieldSpec[]): readonly FieldSpec[] {
	return isRest(context) ? specs : specs.filter(({ name }) => !isSuperior(name));
}

function isRest(context: ILoadOptionsFunctions): boolean {
	return protocolOf(context.getCurrentNodeParameter('api')) === 'rest';
}

/** None where the chosen API does not sign in with the chosen credential. */
async function profileFields(context: ILoadOptionsFunctions): Promise<readonly ProfileField[]> {
	const opened = await open(context);
	return opened ? await opened.channel.profileFields() : [];
}

type Column = Pick<ProfileField, 'name' | 'label' | 'type'>;

/** What the account says of a column: a new user needs the mandatory ones, and a country is chosen from its list. */
function detailed(column: ResourceMapperField, account: readonly ProfileField[], operation: unknown): ResourceMapperField[] {
	// Create has a parameter of its own for the department.
	if (operation === 'create' && column.id === 'departmentId') return [];
	const own = isProperty(column.id) ? undefined : account.find(({ name }) => name.toLowerCase() === column.id.toLowerCase());
	if (!own) return [column];
	const required = operation === 'create' && own.required;
	const { label, values } = own;
	return [
		{
			...column,
			required,
			...(required ? { removed: false } : {}),
			...(values.length > 0 ? { displayName: label, type: 'options', options: [...values] } : {}),
		},
	];
}

/** Standard fields keep their column name whatever capitals the account uses, so that a mapping survives both. */
export function accountColumns(account: readonly Column[]): readonly FieldSpec[] {
	if (account.length === 0) return ISPRING_FIELDS;
	const own = account.filter(({ name }) => name !== '' && !isProperty(name)).map(column);
	return [...own, ...ISPRING_PROPERTIES];
}

function column({ name, label, type }: Column): FieldSpec {
	const standard = ISPRING_FIELDS.find((spec) => spec.name === name.toLowerCase());
	const hint = type.toLowerCase() === 'country' ? ' (Number)' : '';
	return {
		name: standard?.name ?? name,
		label: label + hint,
		type: isDate({ type }) ? 'date' : 'text',
		...(standard?.key ? { key: standard.key } : {}),
		...(standard?.common ? { common: true } : {}),
		...(standard?.clearable === false ? { clearable: false } : {}),
	};
}

/** Behind "Fields to Clear": what the account does not demand. Only REST takes users out of groups. */
export async function getClearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const account = await profileFields(this).catch(() => []);
	const demanded = new Set(account.filter(({ required }) => required).map(({ name }) => name.toLowerCase()));
	const offered = columnsOf(this, accountColumns(account));
	return clearableFields(offered.filter(({ name }) => !demanded.has(name.toLowerCase()) && (name !== GROUP_IDS || isRest(this))));
}

/** Behind the field of a condition under "Only Users Where": the account's own where they can be looked up, and the standard ones. */
export async function getConditionFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return conditionFields(accountColumns(await profileFields(this).catch(() => [])));
}

/** Pages that one search looks through: iSpring can't search by a part of a name, and the editor does not wait for ever. */
const PAGES_AT_ONCE = 3;

type Row = Readonly<{ id: string; name: string }>;
type Search = (this: ILoadOptionsFunctions, filter?: string, token?: string) => Promise<INodeListSearchResult>;
type Searched = Readonly<{
	/** By REST, page by page. */
	pages: () => PagedList;
	/** By the others, in one piece. @throws FailureError `invalid` where the API has no such list */
	whole: (channel: Channels['restHeader' | 'soap']) => AsyncIterable<JsonObject>;
	row: (record: JsonObject) => Row;
}>;

function searching({ pages, whole, row }: Searched): Search {
	return async function (filter = '', token = '') {
		const { channel, session } = await opened(this);
		return await forEditor(this, session, async () => {
			if ('client' in channel) return await searchPages(channel.client, { pages, row }, { filter, token });
			const rows: Row[] = [];
			for await (const record of whole(channel)) rows.push(row(record));
			return searchResult(rows.filter(fits(filter)));
		});
	};
}

/** Users by a part of name, login or email address. */
export const searchUsers = searching({
	pages: () => usersList(EVERYBODY),
	whole: (channel) => channel.list(EVERYBODY),
	row: (user) => {
		const profile = toProfile(user);
		const of = (name: string): string => fieldText(profile, name) ?? '';
		const name = `${of('first_name')} ${of('last_name')}`.trim();
		const address = of('email') || of('login');
		return { id: profile.id, name: [name, address && name ? `(${address})` : address].filter(Boolean).join(' ') || profile.id };
	},
});

export const searchDepartments = searching({
	pages: () => DEPARTMENT_LIST,
	whole: (channel) => {
		if ('departments' in channel) return channel.departments();
		throw noList('departments or organizations');
	},
	row: (record) => rowOf(record, 'departmentId'),
});

export const searchGroups = searching({
	pages: () => GROUP_LIST,
	whole: (channel) => {
		if ('groups' in channel) return channel.groups();
		throw noList('groups');
	},
	row: (record) => rowOf(record, 'groupId'),
});

export const searchRoles: Search = async function (filter = '') {
	const { session } = await opened(this);
	return await forEditor(this, session, async () => {
		const roles = await restClient(session).read('/role', (json) => (Array.isArray(json) ? json.filter(isJsonObject) : undefined));
		const rows = roles.map((role) => ({ id: scalarText(role.roleId) ?? '', name: scalarText(role.title) ?? '' }));
		return searchResult(rows.filter(fits(filter)));
	});
};

/** Behind "Courses": all of them, because the editor searches such a list itself. Those that share a title show their type. */
export async function getCourses(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { session } = await opened(this);
	return await forEditor(this, session, async () => {
		const { rows } = await readAll(contentRows(restClient(session), { types: [] }));
		return rows
			.map((row) => ({ name: courseOf(row).title, value: courseOf(row).id, description: typeName(scalarText(row.contentItemType) ?? '') }))
			.sort((one, other) => one.name.localeCompare(other.name));
	});
}

/** Pages until one holds somebody who fits, then the place to go on from. */
async function searchPages(
	client: RestClient,
	searched: Pick<Searched, 'pages' | 'row'>,
	{ filter, token }: Readonly<{ filter: string; token: string }>,
	left = PAGES_AT_ONCE,
): Promise<INodeListSearchResult> {
	const page = await client.page(searched.pages(), token);
	const found = page.rows.map(searched.row).filter(fits(filter));
	if (found.length > 0 || page.next === undefined || left <= 1) return searchResult(found, page.next);
	return await searchPages(client, searched, { filter, token: page.next }, left - 1);
}

function noList(what: string): FailureError {
	return failed({ kind: 'invalid', says: `This API has no list of ${what}`, todo: 'Choose By ID, or REST as API.' });
}

function rowOf(record: JsonObject, idName: string): Row {
	const id = scalarText(record[idName]) ?? '';
	return { id, name: scalarText(record.name) ?? id };
}

function fits(filter: string): (row: Row) => boolean {
	const wanted = filter.trim().toLowerCase();
	return ({ id, name }) => id !== '' && name.toLowerCase().includes(wanted);
}

/** @throws FailureError `invalid` where the chosen API does not sign in with the chosen credential */
async function opened(context: ILoadOptionsFunctions) {
	const all = await open(context);
	if (!all) throw failed({ kind: 'invalid', ...TOKEN_REFUSED });
	return all;
}

async function open(context: ILoadOptionsFunctions) {
	const protocol = protocolOf(context.getCurrentNodeParameter('api'));
	const credential = credentialFor(protocol, context.getCurrentNodeParameter('authentication') ?? 'account');
	if (credential === undefined) return undefined;
	const session = await openSession(context, credential);
	const namespace = namespaceOf(context.getCurrentNodeParameter(SOAP_NAMESPACE));
	return { session, channel: openChannel<Protocol>(protocol, session, namespace) };
}
