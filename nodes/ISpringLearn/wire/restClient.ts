import { failed } from '../../shared/failure';
import { judged } from '../../shared/http/answers';
import { rowsOf, type ListEnd, type Page } from '../../shared/http/pages';
import type { VendorAnswer, VendorRequest, WayOut } from '../../shared/http/types';
import { isJsonObject, jsonBody, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { restBase, SETTINGS } from './addresses';
import {
	assertNoErrorInside,
	documentIn,
	isGone,
	isWebPage,
	noId,
	notTheApi,
	refusal,
	saidIn,
	speaksForItself,
	wordsInJson,
} from './failure';

export type Query = NonNullable<VendorRequest['query']>;

/** A list that comes in pages: where it is, and the property of an answer that holds the rows. */
export type PagedList = Readonly<{ path: string; property: string; idName: string; query?: Query; pageSize?: number | undefined }>;

/** How many rows a page has where nothing is asked for; a larger size is documented nowhere. */
export const FULL_PAGE = 1000;

export type RestClient = ReturnType<typeof restClient>;

/**
 * The current REST API, in JSON: what all of its calls have in common.
 * Source: iSpring's OpenAPI document "Learn Rest Api" 3.0; `response` around single objects as its clients have not seen it.
 */
export function restClient({ credential, send }: WayOut) {
	const exchange = async (method: VendorRequest['method'], path: string, more: Partial<VendorRequest> = {}): Promise<VendorAnswer> =>
		// Without Accept iSpring answers in XML.
		await send({ method, url: restBase(credential) + path, ...more, headers: { Accept: 'application/json', ...more.headers } });
	const post = async (path: string, body: JsonObject, options: Pick<VendorRequest, 'repeats' | 'beforeRepeat'>): Promise<VendorAnswer> =>
		await exchange('POST', path, { ...options, headers: { 'Content-Type': 'application/json' }, body: jsonBody(body) });

	/** Reads a document. `as` gives undefined for what is none of that kind. */
	const read = async <T>(
		path: string,
		as: (json: Json) => T | undefined,
		query: Query = [],
		how: Pick<VendorRequest, 'one'> = {},
	): Promise<T> => opened(await exchange('GET', path, { query, ...how }), as);

	const page = async ({ path, property, idName, query = [], pageSize = FULL_PAGE }: PagedList, token: string) => {
		const paging: Query = [['pageSize', String(pageSize)], ...(token === '' ? [] : [['pageToken', token] as const])];
		return await read(path, (json) => pageIn(json, { property, idName }), [...paging, ...query]);
	};

	return {
		read,
		/** The same for one record: undefined when the API itself says 404. */
		readOne: async <T>(path: string, as: (json: Json) => T | undefined): Promise<T | undefined> => {
			const answer = await exchange('GET', path, { one: true });
			return isNobody(answer) ? undefined : opened(answer, as);
		},
		page,
		/** @param idOf what a row must not share with another one, where that is more than one property */
		rows: (list: PagedList, idOf = (row: JsonObject): string => scalarText(row[list.idName]) ?? ''): AsyncGenerator<JsonObject, ListEnd> =>
			rowsOf({ start: '', read: async (token) => await page(list, token), idOf }),
		/** Sets something: sent twice, it is the same, unless others write in between what `beforeRepeat` looks for. */
		post: async (path: string, body: JsonObject, beforeRepeat?: VendorRequest['beforeRepeat']): Promise<void> =>
			assertDone(await post(path, body, { repeats: true, ...(beforeRepeat ? { beforeRepeat } : {}) })),
		/** Makes a record and gives back its ID, the only thing that the answer holds. */
		create: async (path: string, body: JsonObject, idName: string): Promise<string> =>
			idIn(await post(path, body, { repeats: false }), idName),
		remove: async (path: string): Promise<void> => {
			const answer = await exchange('DELETE', path);
			const isTwice = answer.wasRepeated === true && isNobody(answer);
			if (!isTwice && !isGone(answer, wordsInJson(documentIn(answer.body), answer.status))) assertDone(answer);
		},
	};
}

/** A list, a page of a list, or a single record: clients have seen all three. */
export function listIn(json: Json, { property, idName }: Pick<PagedList, 'property' | 'idName'>): readonly JsonObject[] | undefined {
	const list = isJsonObject(json) ? (json[property] ?? json) : json;
	// What is no record stays a row, without an ID: it has to be told of.
	if (Array.isArray(list)) return list.map((row) => (isJsonObject(row) ? row : {}));
	return isJsonObject(list) && list[idName] !== undefined ? [list] : undefined;
}

function pageIn(json: Json, list: Pick<PagedList, 'property' | 'idName'>): Page<JsonObject, string> | undefined {
	const rows = listIn(json, list);
	const next = isJsonObject(json) ? scalarText(json.nextPageToken) : undefined;
	return rows && { rows, ...(next ? { next } : {}) };
}

/** The JSON of an answer, out of the `response` that the OpenAPI document shows around single objects. */
function opened<T>(answer: VendorAnswer, as: (json: Json) => T | undefined): T {
	const json = accepted(answer);
	const given = isJsonObject(json) ? (json.response ?? json) : json;
	const value = given === undefined ? undefined : as(given);
	if (value === undefined) throw notTheApi(answer, SETTINGS.rest);
	return value;
}

/** The pages don't name the sign of an unknown user; a 404 counts when it is the API's own (ErrorResponse demands code and message). */
function isNobody({ status, body }: VendorAnswer): boolean {
	return status === 404 && wordsInJson(documentIn(body), status) !== undefined;
}

/** Writes answer with an empty body; anything that holds something else is not the API's. */
function assertDone(answer: VendorAnswer): void {
	judged(answer, () => accepted(answer));
	if (!NOTHING.test(answer.body)) throw notTheApi(answer, SETTINGS.rest);
}

/** An empty body, and the ways to say nothing in JSON. */
const NOTHING = /^\s*(null|""|\{\s*\}|\[\s*\])?\s*$/;

/** A bare ID in quotes, or the record itself. */
function idIn(answer: VendorAnswer, idName: string): string {
	const json = accepted(answer);
	if (isWebPage(answer.body)) throw notTheApi(answer, SETTINGS.rest);
	const id = isJsonObject(json) ? scalarText(json[idName] ?? json.response) : scalarText(json);
	if (!id) throw noId(answer);
	return id;
}

/** @throws FailureError for a refusal, and for what comes from elsewhere */
function accepted(answer: VendorAnswer): Json | undefined {
	const json = documentIn(answer.body);
	const { status } = answer;
	assertNoErrorInside(answer, json);
	if (status < 400) return json;
	const words = wordsInJson(json, status);
	if (words === undefined && !speaksForItself(answer)) throw notTheApi(answer, SETTINGS.rest);
	throw failed(refusal(saidIn(answer, words ?? '')));
}
