import { failed } from '../shared/failure';
import { scalarText, type JsonObject } from '../shared/json/json';
import { recordAfter, recordChanges } from '../shared/recordChanges';
import { assertAbout, recordIn, recordPath, type Names } from './wire/answers';
import { differences, IGNORING, isIgnored, withValue, type Ignored } from './wire/paths';
import { notTheApi } from './wire/failure';
import type { HighQCall, HighQRequest } from './wire/request';

/** Organisations or user groups. Nothing that HighQ shows of one is lost by a change. */
export type RecordStore = Readonly<{
	/** @throws FailureError in HighQ's words when there is none with this id */
	read: (id: string) => Promise<JsonObject>;
	/** Makes one and reads it back, as writes are answered with a summary. */
	create: (record: JsonObject) => Promise<RecordWritten>;
	/** PUT replaces the record: what `next` makes of it is written back. */
	change: (id: string, next: (record: JsonObject) => JsonObject, ignored?: Ignored) => Promise<RecordWritten>;
	/** A call without a body below one record, such as `archive`. */
	act: (id: string, call: string) => Promise<RecordWritten>;
	remove: (id: string) => Promise<void>;
	/** A PUT below one record that is answered with the whole record. */
	put: (id: string, below: string, content: JsonObject) => Promise<JsonObject>;
}>;

/** A record after a write, and why it is no more than a summary. */
export type RecordWritten = Readonly<{ record: JsonObject; warnings: readonly string[] }>;

/** Source: the organisation and user group sections of the developer portal. */
export function recordStore(request: HighQRequest, names: Names): RecordStore {
	const { many, one } = names;
	const pathOf = (id: string): string => recordPath(names, id);

	const ask = async (call: HighQCall): Promise<JsonObject> => {
		const answer = await request(call);
		if (answer.kind === 'said') return recordIn(answer, names);
		throw failed({ kind: 'notFound', says: answer.says, todo: 'Check the users in the parameters.' });
	};
	/** An answer about another record must neither come out nor be written back. */
	const askAbout = async (id: string, call: HighQCall): Promise<JsonObject> => {
		const record = await ask(call);
		assertAbout({ names, id, record, isRead: call.method === 'GET' });
		return record;
	};
	const read = async (id: string): Promise<JsonObject> => await askAbout(id, { method: 'GET', path: pathOf(id) });

	const asRead = async (summary: JsonObject, id = scalarText(summary.id) ?? ''): Promise<RecordWritten> =>
		await recordAfter(async () => await read(id), summary);

	const { change, inTurn } = recordChanges({
		vendor: 'HighQ',
		what: one,
		read: async (id) => withoutLink(await read(id)),
		contentOf: (record) => record,
		differences,
		write: async ({ id, content, beforeRepeat }) =>
			await asRead(await askAbout(id, { method: 'PUT', path: pathOf(id), body: { [one]: content }, beforeRepeat }), id),
		advice: IGNORING,
	});

	return {
		read,
		put: async (id, below, content) =>
			await inTurn(id, async () => await askAbout(id, { method: 'PUT', path: `${pathOf(id)}/${below}`, body: { [one]: content } })),
		create: async (record) => await asRead(await ask({ method: 'POST', path: `/${many}`, body: { [one]: record } })),
		change: async (id, next, ignored = []) => {
			const { before, answer } = await change(id, next, (property) => isIgnored(property, ignored));
			return answer ?? { record: before, warnings: [] };
		},
		act: async (id, call) =>
			await inTurn(id, async () => await asRead(await askAbout(id, { method: 'POST', path: `${pathOf(id)}/${call}` }), id)),
		remove: async (id) => {
			await inTurn(id, async () => {
				const answer = await request({ method: 'DELETE', path: pathOf(id) });
				if (answer.kind === 'said' && answer.document) throw notTheApi(answer.answer);
			});
		},
	};
}

/** `link` is HighQ's own and says nothing about the record. */
function withoutLink(record: JsonObject): JsonObject {
	return withValue(record, ['link'], undefined);
}
