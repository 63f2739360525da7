import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { scalarText, type JsonObject } from '../shared/json/json';
import { columns } from '../shared/n8n/parameters/columns';
import { forEditor } from '../shared/n8n/run/errors';
import { clearableFields } from '../shared/n8n/parameters/emptyValues';
import { searchResult } from '../shared/n8n/parameters/locator';
import { highqSession } from './actions/open';
import { GROUP, ORGANISATION, textAt, USER, type Names } from './wire/documents';
import { highqPage, listOf } from './wire/lists';
import { HIGHQ_FIELDS } from './user/profile';
import { highqRequest } from './wire/request';

/** Few enough to come quickly; more come when the list is scrolled. */
const SHOWN_AT_ONCE = 50;

/** Behind "User", From List: people as HighQ's own search finds them. */
export async function searchUsers(this: ILoadOptionsFunctions, filter?: string, token?: string): Promise<INodeListSearchResult> {
	return await search(this, { names: USER, fields: 'id,firstname,lastname,email', nameOf: userName }, { filter, token });
}

/** Behind "Organisation", From List. */
export async function searchOrganisations(this: ILoadOptionsFunctions, filter?: string, token?: string): Promise<INodeListSearchResult> {
	return await search(this, { names: ORGANISATION, fields: 'id,name', nameOf: recordName }, { filter, token });
}

/** Behind "User Group", From List. */
export async function searchGroups(this: ILoadOptionsFunctions, filter?: string, token?: string): Promise<INodeListSearchResult> {
	return await search(this, { names: GROUP, fields: 'id,name', nameOf: recordName }, { filter, token });
}

type Searched = Readonly<{ names: Names; fields: string; nameOf: (row: JsonObject) => string }>;
type Asked = Readonly<{ filter: string | undefined; token: string | undefined }>;

async function search(
	context: ILoadOptionsFunctions,
	{ names, fields, nameOf }: Searched,
	{ filter, token }: Asked,
): Promise<INodeListSearchResult> {
	const query: Array<[string, string]> = [['fields', fields]];
	if (filter) query.push(['search', filter]);
	const list = listOf(names);
	const session = await highqSession(context);
	return await forEditor(context, session, async () => {
		const { rows, next } = await highqPage(highqRequest(session), list, { query, pageSize: SHOWN_AT_ONCE, offset: Number(token ?? 0) });
		const shown = rows.map((row) => ({ name: nameOf(row), id: list.idOf(row) ?? '' })).filter(({ id }) => id !== '');
		return searchResult(shown, next === undefined ? undefined : String(next));
	});
}

/** Asked for by name, `firstname` comes bare; in a whole user it is within `name`. */
function userName(user: JsonObject): string {
	const part = (name: string): string => textAt(user, [name]) ?? textAt(user, ['name', name]) ?? '';
	const name = `${part('firstname')} ${part('lastname')}`.trim();
	const email = part('email');
	if (name === '') return email;
	return email === '' ? name : `${name} (${email})`;
}

function recordName({ id, name }: JsonObject): string {
	return scalarText(name) ?? scalarText(id) ?? '';
}

/** Behind "Fields to Clear". */
export async function getClearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await Promise.resolve(clearableFields(HIGHQ_FIELDS));
}

/** What the administration of HighQ wants of a new user. */
const NEEDED: ReadonlySet<string> = new Set(['email', 'firstname', 'lastname']);

/** The columns of the parameter "Fields"; those that a new user needs are marked in Create. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const { fields } = columns(HIGHQ_FIELDS);
	return { fields: this.getCurrentNodeParameter('operation') === 'create' ? fields.map(asNeeded) : fields };
}

function asNeeded(field: ResourceMapperField): ResourceMapperField {
	return NEEDED.has(field.id) ? { ...field, required: true, removed: false } : field;
}
