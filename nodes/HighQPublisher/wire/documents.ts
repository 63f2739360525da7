import { failed } from '../../shared/failure';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { noApi, type Said } from './failure';

/** What a list is called, and one of its rows. */
export type Names = Readonly<{ many: string; one: string }>;

export const USER: Names = { many: 'users', one: 'user' };
export const GROUP: Names = { many: 'groups', one: 'group' };
export const ORGANISATION: Names = { many: 'organisations', one: 'organisation' };
export const DOMAIN: Names = { many: 'domains', one: 'domain' };

/** The words of organisations: users say disable. Source: "Get Organisation List". */
export const ORGANISATION_STATUSES: readonly string[] = ['active', 'archive', 'disabled', 'suspended'];

/** The way to a member of a record: `['name', 'firstname']`. */
export type Path = readonly [string, ...string[]];

/**
 * The record in `{"user": {…}}`.
 * @throws FailureError `unreadable`
 */
export function recordIn({ document, answer }: Said, { one }: Names): JsonObject {
	const record = document?.[one];
	if (!isJsonObject(record)) throw noApi(answer);
	return record;
}

/**
 * `{"users": {"totalcount": 412, "users": [{…}]}}`. A list that was made from XML could have its rows under
 * `user`, and a single row bare. `total` counts the rows of all pages.
 * Source: the samples of the bulk calls; the reply of the list itself is by analogy.
 * @throws FailureError `unreadable`
 */
export function rowsIn({ document, answer }: Said, { many, one }: Names): Readonly<{ rows: readonly JsonObject[]; total?: number }> {
	const list = document?.[many];
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

/**
 * The path of one organisation or user group, by its whole number. Anything else is kept back, because an
 * id like "7a" could be read as 7, and be deleted.
 * @throws FailureError `invalid`
 */
export function recordPath({ many }: Names, id: string): string {
	if (/^\d+$/.test(id)) return `/${many}/${id}`;
	throw failed({
		kind: 'invalid',
		parameter: 'ID',
		says: `"${id}" is not an ID of HighQ's ${many}, which are whole numbers`,
		todo: 'Choose one from the list, or map its ID.',
	});
}

/** A member of a record. */
export function memberAt(record: JsonObject, path: Path): Json | undefined {
	return path.reduce<Json | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), record);
}

/** The text of a member as it stands in the document; undefined when there is none. */
export function textAt(record: JsonObject, path: Path): string | undefined {
	return scalarText(memberAt(record, path));
}

/** The record with another value there, or without the member where it is undefined. Everything else stays as it is. */
export function withMember(record: JsonObject, [name, ...deeper]: Path, value: Json | undefined): JsonObject {
	const [next, ...rest] = deeper;
	if (next !== undefined) {
		const inner = record[name];
		return { ...record, [name]: withMember(isJsonObject(inner) ? inner : {}, [next, ...rest], value) };
	}
	const { [name]: _before, ...others } = record;
	return value === undefined ? others : { ...record, [name]: value };
}
