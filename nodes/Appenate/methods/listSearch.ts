import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { scalarText, type JsonObject } from '../../shared/json/json';
import { forEditor } from '../../shared/n8n/editor';
import { searchResult } from '../../shared/n8n/locator';
import { openAppenate } from '../actions/open';
import { idOf, readPage, type Search, type SearchPlace } from '../pages';
import { appenateRequest } from '../transport/request';

/** From List for users: by name, or by e-mail address where the filter has an "@". */
export async function searchUsers(this: ILoadOptionsFunctions, filter = '', token?: string): Promise<INodeListSearchResult> {
	return await listed(
		this,
		{ path: '/user/search', list: 'Users', query: query(filter.includes('@') ? 'Email' : 'Name', filter) },
		{ token, nameOf: userName },
	);
}

/** From List for user groups, by name. */
export async function searchGroups(this: ILoadOptionsFunctions, filter = '', token?: string): Promise<INodeListSearchResult> {
	return await listed(this, { path: '/usergroup/search', list: 'UserGroups', query: query('Name', filter) }, { token, nameOf: placeName });
}

/** From List for folders, by name. */
export async function searchFolders(this: ILoadOptionsFunctions, filter = '', token?: string): Promise<INodeListSearchResult> {
	return await listed(this, { path: '/folder/search', list: 'Folders', query: query('Name', filter) }, { token, nameOf: placeName });
}

type Listing = Readonly<{ token: string | undefined; nameOf: (row: JsonObject) => string }>;

async function listed(context: ILoadOptionsFunctions, search: Search, { token, nameOf }: Listing): Promise<INodeListSearchResult> {
	const session = await openAppenate(context);
	return await forEditor(context, session, async () => {
		const { rows, next } = await readPage(appenateRequest(session, 'json'), search, placeOf(token));
		return searchResult(
			rows.map((row) => ({ id: idOf(row), name: nameOf(row) })).filter(({ id }) => id !== ''),
			next && `${next.page}/${next.before}`,
		);
	});
}

function placeOf(token = '0/0'): SearchPlace {
	const [page = 0, before = 0] = token.split('/').map(Number);
	return { page, before };
}

function query(name: string, filter: string): Search['query'] {
	return filter.trim() === '' ? [] : [[name, filter.trim()]];
}

function userName({ FirstName, LastName, Email }: JsonObject): string {
	const [name, email] = [
		[FirstName, LastName]
			.map((part) => scalarText(part) ?? '')
			.join(' ')
			.trim(),
		scalarText(Email),
	];
	return email === undefined ? name : `${name} (${email})`;
}

function placeName({ Name }: JsonObject): string {
	return scalarText(Name) ?? '';
}
