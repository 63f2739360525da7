import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { scalarText, type JsonObject } from '../../shared/json/json';
import { forEditor } from '../../shared/n8n/editor';
import { searchResult } from '../../shared/n8n/locator';
import { openHighQ } from '../actions/user/common';
import { jsonFormat } from '../format/json';
import { GROUPS } from '../groups';
import { highqPage, type HighQList } from '../lists';
import { ORGANISATIONS } from '../organisations';
import { listOf } from '../records';
import { highqRequest } from '../transport/request';
import { userList } from '../userList';

/** Few enough to come quickly; more come when the list is scrolled. */
const SHOWN_AT_ONCE = 50;

/** Behind "User", From List: people as HighQ's own search finds them. */
export async function searchUsers(this: ILoadOptionsFunctions, filter?: string, token?: string): Promise<INodeListSearchResult> {
	return await search(this, { list: userList(jsonFormat), fields: 'id,firstname,lastname,email', nameOf: userName }, { filter, token });
}

/** Behind "Organisation", From List. */
export async function searchOrganisations(this: ILoadOptionsFunctions, filter?: string, token?: string): Promise<INodeListSearchResult> {
	return await search(this, { list: listOf(ORGANISATIONS), fields: 'id,name', nameOf: recordName }, { filter, token });
}

/** Behind "User Group", From List. */
export async function searchGroups(this: ILoadOptionsFunctions, filter?: string, token?: string): Promise<INodeListSearchResult> {
	return await search(this, { list: listOf(GROUPS), fields: 'id,name', nameOf: recordName }, { filter, token });
}

type Searched = Readonly<{ list: HighQList<JsonObject>; fields: string; nameOf: (row: JsonObject) => string }>;
type Asked = Readonly<{ filter: string | undefined; token: string | undefined }>;

async function search(
	context: ILoadOptionsFunctions,
	{ list, fields, nameOf }: Searched,
	{ filter, token }: Asked,
): Promise<INodeListSearchResult> {
	const query: Array<[string, string]> = [['fields', fields]];
	if (filter) query.push(['search', filter]);
	const session = await openHighQ(context);
	return await forEditor(context, session, async () => {
		const { rows, next } = await highqPage(highqRequest(session), list, { query, pageSize: SHOWN_AT_ONCE, offset: Number(token ?? 0) });
		const shown = rows.map((row) => ({ name: nameOf(row), id: list.idOf(row) ?? '' })).filter(({ id }) => id !== '');
		return searchResult(shown, next === undefined ? undefined : String(next));
	});
}

/** Asked for by name, `firstname` comes bare; in a whole user it is within `name`. */
function userName(user: JsonObject): string {
	const part = (name: string): string => jsonFormat.text(user, [name]) ?? jsonFormat.text(user, ['name', name]) ?? '';
	const name = `${part('firstname')} ${part('lastname')}`.trim();
	const email = part('email');
	if (name === '') return email;
	return email === '' ? name : `${name} (${email})`;
}

function recordName({ id, name }: JsonObject): string {
	return scalarText(name) ?? scalarText(id) ?? '';
}
