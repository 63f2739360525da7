import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { isJsonObject, parseJson, scalarText, type JsonObject } from '../../shared/json/json';
import { forEditor } from '../../shared/n8n/editor';
import { searchResult } from '../../shared/n8n/locator';
import { axeroSession } from '../actions/open';
import { FIRST_PAGE, listed, pageOf, spacesList, usersList, type Place } from '../lists';
import { axeroRequest, type AxeroRequest } from '../transport/request';

type Entry = Readonly<{ name: string; id: string }>;

/** The users behind From List, searched at Axero by name. */
export async function searchUsers(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	return await asked(this, async (request) => {
		const { rows, next } = await pageOf(request, usersList(filter), placeOf(paginationToken));
		return searchResult(rows.flatMap(userEntry), next && JSON.stringify(next));
	});
}

/** The spaces behind From List. Axero has no search for them, so a filter looks through all of them. */
export async function searchSpaces(this: ILoadOptionsFunctions, filter = '', paginationToken?: string): Promise<INodeListSearchResult> {
	return await asked(this, async (request) => {
		if (filter !== '') return searchResult(await spacesNamed(request, filter.toLowerCase()));
		const { rows, next } = await pageOf(request, PUBLISHED, placeOf(paginationToken));
		return searchResult(rows.flatMap(spaceEntry), next && JSON.stringify(next));
	});
}

async function asked(
	context: ILoadOptionsFunctions,
	read: (request: AxeroRequest) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	const session = await axeroSession(context);
	return await forEditor(context, session, async () => await read(axeroRequest(session)));
}

const PUBLISHED = spacesList('1');

async function spacesNamed(request: AxeroRequest, text: string): Promise<readonly Entry[]> {
	const found: Entry[] = [];
	for await (const row of listed(request, PUBLISHED))
		found.push(...spaceEntry(row).filter(({ name }) => name.toLowerCase().includes(text)));
	return found;
}

function userEntry(row: JsonObject): readonly Entry[] {
	const id = scalarText(row.UserID);
	if (!id) return [];
	const written = scalarText(row.UserInfoDisplayName) ?? [row.FirstName, row.LastName].map(scalarText).filter(Boolean).join(' ');
	const email = scalarText(row.Email);
	const name = written || scalarText(row.Username) || id;
	return [{ id, name: email ? `${name} (${email})` : name }];
}

function spaceEntry(row: JsonObject): readonly Entry[] {
	const id = scalarText(row.SpaceID);
	return id ? [{ id, name: scalarText(row.SpaceName) || id }] : [];
}

/** The editor gives back what it was given; anything else begins anew. */
function placeOf(token: string | undefined): Place {
	const given = token === undefined ? undefined : parseJson(token);
	if (!isJsonObject(given)) return FIRST_PAGE;
	const { before } = given;
	const place = { page: Number(scalarText(given.page)), given: Number(scalarText(given.given)) };
	if (!isJsonObject(before)) return place;
	return { ...place, before: { rows: Number(scalarText(before.rows)), first: scalarText(before.first) ?? '' } };
}
