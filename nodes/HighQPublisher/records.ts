import { anewAfterConflict } from '../shared/anew';
import { failed, failureOf } from '../shared/failure';
import type { VendorAnswer } from '../shared/http/types';
import { isJsonObject, parseJson, scalarText, writeJson, type JsonObject } from '../shared/json/json';
import { turns } from '../shared/turns';
import { touched } from './conflict';
import { jsonPage, type Names } from './format/jsonPage';
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
	change: (id: string, next: (record: JsonObject) => JsonObject | undefined) => Promise<Change>;
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
	const read = async (id: string): Promise<JsonObject> => await ask({ method: 'GET', path: pathOf(id) });

	/** What was written stays written when it can't be read: another run of a create would make a second one. */
	const readBack = async (summary: JsonObject, id = scalarText(summary.id) ?? ''): Promise<Change> => {
		try {
			return { record: await read(id) };
		} catch (error) {
			return { record: summary, unread: failureOf(error).says };
		}
	};

	const changeOnce: HighQRecords['change'] = async (id, next) => {
		const record = await read(id);
		const changed = next(withoutLink(record));
		if (!changed) return { record };
		const body = writeJson({ [one]: changed });
		const beforeRepeat = async (): Promise<void> => {
			const now = withoutLink(await read(id));
			if (writeJson({ [one]: next(now) ?? now }) !== body)
				throw touched(`The ${one} ${id}`, 'Whether it was written before is not known; it was not written again');
		};
		return await readBack(await ask({ method: 'PUT', path: pathOf(id), body, beforeRepeat }), id);
	};

	return {
		list: listOf({ many, one }),
		read,
		put: async (id, below, content) =>
			await inTurn(id, async () => await ask({ method: 'PUT', path: `${pathOf(id)}/${below}`, body: writeJson({ [one]: content }) })),
		create: async (record) => await readBack(await ask({ method: 'POST', path: `/${many}`, body: writeJson({ [one]: record }) })),
		change: async (id, next) => await inTurn(id, async () => await anewAfterConflict(async () => await changeOnce(id, next))),
		act: async (id, call) => await inTurn(id, async () => await readBack(await ask({ method: 'POST', path: `${pathOf(id)}/${call}` }), id)),
		remove: async (id) => {
			await inTurn(id, async () => {
				const heard = await request({ method: 'DELETE', path: pathOf(id), mediaType });
				if (heard.kind === 'said') assertEmpty(heard.answer);
			});
		},
	};
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
