import { anewAfterConflict } from '../shared/anew';
import { failed, failureOf } from '../shared/failure';
import type { VendorAnswer } from '../shared/http/types';
import { isJsonObject, jsonBody, parseJson, plainObject, scalarText, writeJson, type JsonObject } from '../shared/json/json';
import { turns } from '../shared/turns';
import { assertAnswered } from './answered';
import { assertSameWrite, type Ignored } from './conflict';
import { entriesOf, jsonPage, type Names } from './format/jsonPage';
import type { HighQList } from './lists';
import { recordPath } from './recordPath';
import { assertEmpty, noApi } from './transport/failure';
import type { HighQCall, HighQRequest } from './transport/request';

const mediaType = 'application/json';

/** Organisations or user groups, in JSON. Nothing that HighQ shows of one is lost by a change. */
export type HighQRecords = Readonly<{
	list: HighQList<JsonObject>;
	/** @throws FailureError in HighQ's words when there is none with this id */
	read: (id: string) => Promise<JsonObject>;
	/** Makes one and reads it back, as writes are answered with a summary. */
	create: (record: JsonObject) => Promise<Change>;
	/** PUT replaces the record: read, changed and written back in one go, for one id one after the other. */
	change: (id: string, next: (record: JsonObject) => JsonObject | undefined, ignored?: Ignored) => Promise<Change>;
	/** A call without a body below one record, such as `archive`. */
	act: (id: string, call: string) => Promise<Change>;
	remove: (id: string) => Promise<void>;
	/** A PUT below one record that is answered with the whole record. */
	put: (id: string, below: string, content: JsonObject) => Promise<JsonObject>;
}>;

/** A record after a write; `unread` says why it is only the summary. */
export type Change = Readonly<{ record: JsonObject; unread?: string }>;

/** Source: the organisation and user group sections of the developer portal. */
export function highqRecords(request: HighQRequest, { many, one }: Names): HighQRecords {
	const pathOf = (id: string): string => recordPath(many, id);
	const inTurn = turns();

	const said = async (call: Omit<HighQCall, 'mediaType'>): Promise<VendorAnswer> => {
		const heard = await request({ ...call, mediaType });
		if (heard.kind === 'said') return heard.answer;
		throw failed({ kind: 'notFound', says: heard.says, todo: 'Check which users the parameters name.' });
	};
	const ask = async (call: Omit<HighQCall, 'mediaType'>): Promise<JsonObject> => recordIn(await said(call), one);
	/** An answer about another record must neither come out nor be written back. */
	const askAbout = async (id: string, call: Omit<HighQCall, 'mediaType'>): Promise<JsonObject> => {
		const record = await ask(call);
		assertAnswered({ what: one, asked: id, shown: scalarText(record.id), isRead: call.method === 'GET' });
		return record;
	};
	const read = async (id: string): Promise<JsonObject> => await askAbout(id, { method: 'GET', path: pathOf(id) });

	/** What was written stays written when it can't be read: another run of a create would make a second one. */
	const readBack = async (summary: JsonObject, id = scalarText(summary.id) ?? ''): Promise<Change> => {
		try {
			return { record: await read(id) };
		} catch (error) {
			return { record: summary, unread: failureOf(error).says };
		}
	};

	const changeOnce: HighQRecords['change'] = async (id, next, ignored = []) => {
		const record = await read(id);
		const changed = next(withoutLink(record));
		if (!changed) return { record };
		const beforeRepeat = async (): Promise<void> => {
			const now = withoutLink(await read(id));
			assertSameWrite(`The ${one} ${id}`, { before: plainObject(changed), now: plainObject(next(now) ?? now) }, ignored);
		};
		return await readBack(await askAbout(id, { method: 'PUT', path: pathOf(id), body: jsonBody({ [one]: changed }), beforeRepeat }), id);
	};

	return {
		list: listOf({ many, one }),
		read,
		put: async (id, below, content) =>
			await inTurn(
				id,
				async () => await askAbout(id, { method: 'PUT', path: `${pathOf(id)}/${below}`, body: jsonBody({ [one]: content }) }),
			),
		create: async (record) => await readBack(await ask({ method: 'POST', path: `/${many}`, body: jsonBody({ [one]: record }) })),
		change: async (id, next, ignored) =>
			await inTurn(id, async () => await anewAfterConflict(async () => await changeOnce(id, next, ignored))),
		act: async (id, call) =>
			await inTurn(id, async () => await readBack(await askAbout(id, { method: 'POST', path: `${pathOf(id)}/${call}` }), id)),
		remove: async (id) => {
			await inTurn(id, async () => {
				const heard = await request({ method: 'DELETE', path: pathOf(id), mediaType });
				if (heard.kind === 'said') assertEmpty(heard.answer);
			});
		},
	};
}

/** What people know a record by, and how many users are in it where HighQ shows them. */
export function describedRecord({ name, users }: JsonObject): Readonly<{ name?: string; userCount?: number }> {
	const called = scalarText(name);
	return { ...(called === undefined ? {} : { name: called }), ...(users === undefined ? {} : { userCount: entriesOf(users).length }) };
}

/** GET /organisations and /groups; the wrapper of the rows is by analogy with users. */
export function listOf(names: Names): HighQList<JsonObject> {
	return { path: `/${names.many}`, mediaType, read: (answer) => jsonPage(answer, names), idOf: (record) => scalarText(record.id) };
}

/** The record with these members set; undefined when it has them already. */
export function merged(record: JsonObject, changes: JsonObject): JsonObject | undefined {
	const next = { ...record, ...changes };
	return writeJson(next) === writeJson(record) ? undefined : next;
}

function recordIn(answer: VendorAnswer, one: string): JsonObject {
	const document = parseJson(answer.body);
	const record = isJsonObject(document) ? document[one] : undefined;
	if (!isJsonObject(record)) throw noApi(answer);
	return record;
}

/** `link` is HighQ's own and says nothing about the record. */
function withoutLink(record: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'link'));
}
