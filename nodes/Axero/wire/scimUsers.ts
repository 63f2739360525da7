import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { rowsOf, type ListEnd, type Page } from '../../shared/http/pages';
import { isJsonObject, scalarText, type JsonObject } from '../../shared/json/json';
import type { ScimService } from './scimService';

/*
 * Users of Axero's SCIM service. That it is there is documented; its filters, its pages and whether it takes PATCH are
 * not, so all of it is assumed to be as RFC 7644 has it, sections 3.4.2, 3.5.1 and 3.5.2.
 */
const LONGEST_PAGE = 100;
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** Attributes by which a user may be found. */
export type FilterBy = 'userName' | 'emails.value' | 'emails';

/** Whom a filter finds, on one page: those with a whole name are few. */
export async function filteredUsers({ call }: ScimService, by: FilterBy, value: string): Promise<readonly JsonObject[]> {
	// A value is written as JSON writes a text.
	const filter = `${by} eq ${JSON.stringify(value)}`;
	return rowsIn(await call({ method: 'GET', path: '/Users', query: [['filter', filter]], about: `filter ${filter}` }));
}

/** Where a page begins, counted from 1, and whether with the last row of the one before. */
type Place = Readonly<{ startIndex: number; before: number }>;

/** Everybody whom the service shows. */
export function allScimUsers(service: ScimService): AsyncGenerator<JsonObject, ListEnd> {
	return rowsOf<JsonObject, Place>({
		start: { startIndex: 1, before: 0 },
		read: async (place) => await pageOf(service, place),
		idOf: (row) => scalarText(row.id) ?? '',
	});
}

/** One page. It goes on until the total is reached or, where none is told, until nobody comes who was not there before. */
async function pageOf({ call }: ScimService, { startIndex, before }: Place): Promise<Page<JsonObject, Place>> {
	const query = [
		['startIndex', String(startIndex)],
		['count', String(LONGEST_PAGE)],
	] as const;
	const document = await call({ method: 'GET', path: '/Users', query, about: 'the list of users' });
	const rows = rowsIn(document);
	const counted = scalarText(document?.totalResults);
	const total = counted !== undefined && /^\d+$/.test(counted) ? Number(counted) : undefined;
	const end = startIndex - 1 + rows.length;
	const isLast = rows.length <= before || (total !== undefined && end >= total);
	// Beginning with the last row of this page, the next one shows whether anything has moved in between.
	const overlap = rows.length > 1 ? 1 : 0;
	return {
		rows,
		...(total === undefined ? {} : { total }),
		...(isLast ? {} : { next: { startIndex: end + 1 - overlap, before: overlap }, ...(overlap === 1 ? { overlaps: true } : {}) }),
	};
}

/** The whole user. @throws FailureError, `notFound` when it is not there any more */
export async function wholeScimUser({ call }: ScimService, scimId: string, about: string): Promise<JsonObject> {
	const document = await call({ method: 'GET', path: userPath(scimId), about, isUser: true });
	if (document && scalarText(document.id) === scimId && scalarText(document.userName) !== undefined && Array.isArray(document.schemas))
		return document;
	throw unclear(`returned something else than the whole ${about}`);
}

/** @returns whether the service takes PATCH at all */
export async function patchActive({ patch }: ScimService, scimId: string, { about, active }: Switching): Promise<boolean> {
	const body: JsonObject = { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'active', value: active }] };
	return await patch({ path: userPath(scimId), about, isUser: true, body });
}

/** Replaces the whole user as it was read, with nothing but this changed. */
export async function putActive({ call }: ScimService, read: JsonObject, { about, active, beforeRepeat }: Replacing): Promise<void> {
	const version = isJsonObject(read.meta) ? scalarText(read.meta.version) : undefined;
	const path = userPath(scalarText(read.id) ?? '');
	await call({ method: 'PUT', path, about, isUser: true, body: { ...read, active }, ifMatch: version, beforeRepeat });
}

type Switching = Readonly<{ about: string; active: boolean }>;
type Replacing = Switching & Readonly<{ beforeRepeat: () => Promise<void> }>;

function userPath(scimId: string): string {
	return `/Users/${pathSegment('User', scimId)}`;
}

/** @throws FailureError `unreadable` for what is no list: it must not pass for "nobody" */
function rowsIn(document: JsonObject | undefined): readonly JsonObject[] {
	const { Resources: resources, totalResults } = document ?? {};
	if (resources === undefined && scalarText(totalResults) === '0') return [];
	if (Array.isArray(resources)) return resources.map((row) => (isJsonObject(row) ? row : {}));
	throw unclear('was asked for a list of users and returned something else');
}

function unclear(what: string) {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero's SCIM service ${what}`,
		todo: 'Axero documents this service for Entra ID and Okta only, and your site may answer differently than this node expects.',
	});
}
