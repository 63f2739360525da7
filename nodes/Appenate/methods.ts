import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';

import type { FieldSpec } from '../shared/fields/spec';
import { scalarText, type JsonObject } from '../shared/json/json';
import { columns } from '../shared/n8n/parameters/columns';
import { clearableFields } from '../shared/n8n/parameters/emptyValues';
import { conditionFields } from '../shared/n8n/parameters/leaverConditions';
import { searchResult } from '../shared/n8n/parameters/locator';
import { forEditor } from '../shared/n8n/run/errors';
import { openAppenate } from './actions/open';
import { metadataColumns } from './user/metadata';
import { NEWCOMER_FIELDS, isRequired } from './user/validation';
import { APPENATE_FIELDS } from './user/profile';
import { FIRST_PAGE, idOf, readPage, type Search, type SearchPlace } from './wire/pages';
import { appenateRequest } from './wire/request';

/**
 * The columns of the parameter "Fields": a new user has no Status, and can't do without the required ones.
 * Behind them the metadata keys that a page of users shows.
 */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const operation = this.getCurrentNodeParameter('operation');
	const isNew = operation === 'create' || operation === 'upsert';
	const { fields } = columns([...(isNew ? NEWCOMER_FIELDS : APPENATE_FIELDS), ...(await keysInUse(this))]);
	return { fields: operation === 'create' ? fields.map((field) => ({ ...field, required: isRequired(field.id) })) : fields };
}

/** A column for each metadata key that a page of users shows. */
async function keysInUse(context: ILoadOptionsFunctions): Promise<readonly FieldSpec[]> {
	try {
		const request = appenateRequest(await openAppenate(context), 'json');
		const { rows } = await readPage(request, { path: '/user/search', list: 'Users', query: [] }, FIRST_PAGE);
		return metadataColumns(rows);
	} catch {
		return []; // without a credential, and where a service lists nobody without a filter
	}
}

/** Behind "Fields to Clear": the fields that can be emptied, and the metadata keys that a page of users shows. */
export async function getClearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return clearableFields([...APPENATE_FIELDS, ...(await keysInUse(this))]);
}

/** Behind the field of a condition under "Only Users Where": what Appenate shows of a user, and the metadata keys of a page of users. */
export async function getConditionFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return conditionFields([...APPENATE_FIELDS, ...(await keysInUse(this))]);
}

/** From List for users: by name, or by email address where the filter has an "@". */
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
	const name = `${scalarText(FirstName) ?? ''} ${scalarText(LastName) ?? ''}`.trim();
	const email = scalarText(Email);
	return email === undefined ? name : `${name} (${email})`;
}

function placeName({ Name }: JsonObject): string {
	return scalarText(Name) ?? '';
}
