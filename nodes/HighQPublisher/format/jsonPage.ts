import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, parseJson, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { noApi } from '../transport/failure';
import type { Listed } from './userFormat';

/** What a list is called, and one of its rows. */
export type Names = Readonly<{ many: string; one: string }>;

/**
 * `{"users": {"totalcount": 412, "users": [{…}]}}`. A list that was made from XML could have its rows under
 * `user`, and a single row bare.
 * Source: the samples of the bulk calls; the reply of the list itself is by analogy.
 */
export function jsonPage(answer: VendorAnswer, { many, one }: Names): Listed<JsonObject> {
	const document = parseJson(answer.body);
	const list = isJsonObject(document) ? document[many] : undefined;
	if (!isJsonObject(list)) throw noApi(answer);
	const rows = entriesOf(list[many] ?? list[one]);
	if (rows.length > 0 && !rows.some(isJsonObject)) throw noApi(answer);
	const total = scalarText(list.totalcount) ?? '';
	// What is no record stays a row, without an ID: it has to be told of.
	return { rows: rows.map((row) => (isJsonObject(row) ? row : {})), ...(/^\d+$/.test(total) ? { total: Number(total) } : {}) };
}

/** One or many: JSON that was made from XML shows a list of one as its only entry. */
export function entriesOf(value: Json | undefined): readonly Json[] {
	if (value === undefined || value === null || value === '') return [];
	return Array.isArray(value) ? value : [value];
}
