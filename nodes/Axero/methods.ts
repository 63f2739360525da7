import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';

import type { FieldSpec } from '../shared/fields/spec';
import { isJsonObject, parseJson, scalarText, type JsonObject } from '../shared/json/json';
import { columns } from '../shared/n8n/parameters/columns';
import { clearableFields } from '../shared/n8n/parameters/emptyValues';
import { conditionFields } from '../shared/n8n/parameters/leaverConditions';
import { searchResult } from '../shared/n8n/parameters/locator';
import { forEditor } from '../shared/n8n/run/errors';
import { axeroSession } from './actions/open';
import { currentUser } from './user/axeroDirectory';
import { detailsOf } from './user/lookUp';
import { AXERO_FIELDS, NEWCOMER_FIELDS } from './user/profile';
import { FIRST_PAGE, listed, pageOf, spacesList, usersList, type Place } from './wire/lists';
import { axeroRequest, type AxeroRequest } from './wire/request';

/** Properties of the details that are no labels. Source: the vendor's mobile app of 2018. */
const NO_LABELS = new Set([
	...['UserID', 'UserName', 'FirstName', 'LastName', 'UserInfoDisplayName', 'CompanyName'],
	...['AvatarImageURL', 'ProfilePhoto', 'CoverPhoto', 'RankName'],
]);

/** The columns of the parameter "Fields": the usual labels, and those that the site shows of the credential's own user. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const standard = this.getCurrentNodeParameter('operation') === 'create' ? NEWCOMER_FIELDS : AXERO_FIELDS;
	return columns([...standard, ...(await siteFields(this))]);
}

/** Labels that only this site has, as far as they hold text; none without a credential, and for users who may not read their details. */
async function siteFields(context: ILoadOptionsFunctions): Promise<readonly FieldSpec[]> {
	try {
		const request = axeroRequest(await axeroSession(context));
		const id = scalarText((await currentUser(request)).UserID);
		if (id === undefined) return [];
		const { record } = await detailsOf(request, id);
		const own = Object.entries(record).filter(([label, value]) => isOwn(label) && (value === null || scalarText(value) !== undefined));
		return own.map(([label]) => ({ name: label, label, type: 'text' }));
	} catch {
		return [];
	}
}

function isOwn(label: string): boolean {
	return !NO_LABELS.has(label) && !AXERO_FIELDS.some(({ name }) => name === label);
}

/** Behind "Fields to Clear": the usual labels, and those that the site shows of the credential's own user. */
export async function getClearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return clearableFields([...AXERO_FIELDS, ...(await siteFields(this))]);
}

/** Behind the field of a condition under "Only Users Where": the usual labels, and those of the site. */
export async function getConditionFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return conditionFields([...AXERO_FIELDS, ...(await siteFields(this))]);
}

type Entry = Readonly<{ name: string; id: string }>;

/** The users behind From List, searched at Axero by name. */
export async function searchUsers(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	return await inEditor(this, async (request) => {
		const { rows, next } = await pageOf(request, usersList(filter), placeOf(paginationToken));
		return searchResult(rows.flatMap(userEntry), next && JSON.stringify(next));
	});
}

/** The spaces behind From List. Axero has no search for them, so a filter looks through all of them. */
export async function searchSpaces(this: ILoadOptionsFunctions, filter = '', paginationToken?: string): Promise<INodeListSearchResult> {
	return await inEditor(this, async (request) => {
		if (filter !== '') return searchResult(await spacesNamed(request, filter.toLowerCase()));
		const { rows, next } = await pageOf(request, spacesList(PUBLISHED), placeOf(paginationToken));
		return searchResult(rows.flatMap(spaceEntry), next && JSON.stringify(next));
	});
}

async function inEditor(
	context: ILoadOptionsFunctions,
	read: (request: AxeroRequest) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	const session = await axeroSession(context);
	return await forEditor(context, session, async () => await read(axeroRequest(session)));
}

const PUBLISHED = '1';

async function spacesNamed(request: AxeroRequest, text: string): Promise<readonly Entry[]> {
	const found: Entry[] = [];
	for await (const row of listed(request, spacesList(PUBLISHED))) found.push(...spaceEntry(row));
	return found.filter(({ name }) => name.toLowerCase().includes(text));
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
