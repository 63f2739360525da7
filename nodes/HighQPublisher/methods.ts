import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';

import { scalarText, type JsonObject } from '../shared/json/json';
import { columns } from '../shared/n8n/parameters/columns';
import { forEditor } from '../shared/n8n/run/errors';
import { clearableFields } from '../shared/n8n/parameters/emptyValues';
import { conditionFields } from '../shared/n8n/parameters/leaverConditions';
import { searchResult } from '../shared/n8n/parameters/locator';
import { highqSession } from './actions/open';
import { GROUP, ORGANISATION, USER, type Names } from './wire/answers';
import { highqPage, listOf } from './wire/lists';
import { HIGHQ_FIELDS } from './user/profile';
import { textAt } from './wire/paths';
import { highqRequest } from './wire/request';

/** Few enough to come quickly; more come when the list is scrolled. */
const SHOWN_AT_ONCE = 50;

/** Behind "User", From List: people as HighQ's own search finds them. */
export const searchUsers = listSearch(USER, { fields: 'id,firstname,lastname,email', nameOf: userName });

/** Behind "Organisation", From List. */
export const searchOrganisations = listSearch(ORGANISATION, { fields: 'id,name', nameOf: recordName });

/** Behind "User Group", From List. */
export const searchGroups = listSearch(GROUP, { fields: 'id,name', nameOf: recordName });

function listSearch(names: Names, { fields, nameOf }: Readonly<{ fields: string; nameOf: (row: JsonObject) => string }>) {
	return async function (this: ILoadOptionsFunctions, filter?: string, token?: string): Promise<INodeListSearchResult> {
		const query: Array<[string, string]> = [['fields', fields]];
		if (filter) query.push(['search', filter]);
		const session = await highqSession(this);
		const list = listOf(names);
		return await forEditor(this, session, async () => {
			const { rows, next } = await highqPage(highqRequest(session), list, { query, pageSize: SHOWN_AT_ONCE, offset: Number(token ?? 0) });
			const shown = rows.map((row) => ({ name: nameOf(row), id: list.idOf(row) ?? '' })).filter(({ id }) => id !== '');
			return searchResult(shown, next === undefined ? undefined : String(next));
		});
	};
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

/** Behind the field of a condition under "Only Users Where". */
export async function getConditionFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await Promise.resolve(conditionFields(HIGHQ_FIELDS));
}

/** What the administration of HighQ wants of a new user. */
const NEEDED: ReadonlySet<string> = new Set(['email', 'firstname', 'lastname']);

/** The columns of the parameter "Fields"; those that a new user needs are marked in Create. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const { fields } = columns(HIGHQ_FIELDS);
	if (this.getCurrentNodeParameter('operation') !== 'create') return { fields };
	return { fields: fields.map((field) => (NEEDED.has(field.id) ? { ...field, required: true, removed: false } : field)) };
}
