import { failed, invalid } from '../../shared/failure';
import { isJsonObject, scalarText, type JsonObject } from '../../shared/json/json';
import { notTheApi, type Reply } from './failure';
import { entriesOf } from './paths';

/** What a list is called, and one of its rows. */
export type Names = Readonly<{ many: string; one: string }>;

export const USER: Names = { many: 'users', one: 'user' };
export const GROUP: Names = { many: 'groups', one: 'group' };
export const ORGANISATION: Names = { many: 'organisations', one: 'organisation' };
export const DOMAIN: Names = { many: 'domains', one: 'domain' };

/** The words of organisations: users say disable. Source: "Get Organisation List". */
export const ORGANISATION_STATUSES: readonly string[] = ['active', 'archive', 'disabled', 'suspended'];

/**
 * The path of one organisation or user group, by its whole number. Anything else is kept back, because an
 * id like "7a" could be read as 7, and be deleted.
 * @throws FailureError `invalid`
 */
export function recordPath({ many }: Names, id: string): string {
	if (/^\d+$/.test(id)) return `/${many}/${id}`;
	throw invalid(
		'ID',
		`"${id}" is not the ID of one of HighQ's ${many}, which are whole numbers`,
		'Choose one from the list, or map its ID.',
	);
}

/**
 * The record in `{"user": {…}}`.
 * @throws FailureError `unreadable`
 */
export function recordIn({ document, answer }: Reply, { one }: Names): JsonObject {
	const record = document?.[one];
	if (!isJsonObject(record)) throw notTheApi(answer);
	return record;
}

/**
 * `{"users": {"totalcount": 412, "users": [{…}]}}`. A list that was made from XML could have its rows under
 * `user`, and a single row bare. `total` counts the rows of all pages.
 * Source: the samples of the bulk calls; the reply of the list itself is by analogy.
 * @throws FailureError `unreadable`
 */
export function rowsIn({ document, answer }: Reply, { many, one }: Names): Readonly<{ rows: readonly JsonObject[]; total?: number }> {
	const list = document?.[many];
	if (!isJsonObject(list)) throw notTheApi(answer);
	const rows = entriesOf(list[many] ?? list[one]);
	if (rows.length > 0 && !rows.some(isJsonObject)) throw notTheApi(answer);
	const total = scalarText(list.totalcount) ?? '';
	// What is no record stays a row, without an ID: it has to be told of.
	return { rows: rows.map((row) => (isJsonObject(row) ? row : {})), ...(/^\d+$/.test(total) ? { total: Number(total) } : {}) };
}

type About = Readonly<{
	/** What was asked for, the ID that it was asked for by, and the record in the answer. */
	names: Names;
	id: string;
	record: JsonObject;
	/** Whether the call only read. */
	isRead: boolean;
}>;

/**
 * Something between n8n and HighQ may mix up its answers: who is in one must be who was asked for, above all
 * before it is written back.
 * @throws FailureError `unreadable`
 */
export function assertAbout({ names: { one }, id, record, isRead }: About): void {
	const shown = scalarText(record.id);
	if (shown === undefined || shown === id) return;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `HighQ was asked ${isRead ? 'for' : 'to change'} the ${one} ${id} and answered with the ${one} ${shown}`,
		todo: isRead ? `If this is the right one, choose the ${one} by ID ${shown}.` : `Check both in HighQ before you run this item again.`,
		...(isRead ? { unwritten: true } : {}),
	});
}
