import { anewAfterConflict } from '../shared/anew';
import { failed, failureOf } from '../shared/failure';
import { isJsonObject, writeJson, type Json, type JsonObject } from '../shared/json/json';
import { turns } from '../shared/turns';
import { idOf } from './pages';
import { guid } from './profile';
import { unreadable } from './transport/failure';
import type { AppenateRequest } from './transport/request';

/** User groups or folders, as the API knows them. */
export type RecordKind = Readonly<{
	path: '/usergroup' | '/folder';
	/** The member of an answer that holds the record. */
	member: 'UserGroup' | 'Folder';
	/** What a PUT takes besides the ID. */
	writable: readonly string[];
}>;

/**
 * Sources: "PUT UserGroup" of Forms On Fire and Amplus Forms; "POST Folder" of eForms Mobile. Whether a PUT
 * keeps the members that it does not hold is not documented, so all of these go along.
 */
export const USER_GROUP: RecordKind = { path: '/usergroup', member: 'UserGroup', writable: ['Name', 'ExternalId', 'UserIds'] };
export const FOLDER: RecordKind = {
	path: '/folder',
	member: 'Folder',
	writable: ['Name', 'ExternalId', 'IsRestricted', 'RestrictToGroup', 'Description', 'Items'],
};

export type RecordWritten = Readonly<{ action: 'created' | 'updated' | 'unchanged'; record: JsonObject; warnings: readonly string[] }>;

export type Records = Readonly<{
	/** By ID; folders also by name or external ID. */
	read: (by: 'Id' | 'Name' | 'ExternalId', value: string) => Promise<JsonObject>;
	create: (members: JsonObject) => Promise<RecordWritten>;
	/** Reads the record, asks what is to change in it, and writes it back whole if anything is. */
	change: (id: string, wanted: (record: JsonObject) => JsonObject) => Promise<RecordWritten>;
	remove: (id: string) => Promise<void>;
}>;

/** The groups or the folders of a company. Changes of the same one within an execution don't overlap. */
export function records(request: AppenateRequest, { path, member, writable }: RecordKind): Records {
	const turn = turns();

	const opened = (answer: JsonObject): JsonObject => {
		const record = answer[member];
		if (!isJsonObject(record) || idOf(record) === '') throw unreadable(200, `it holds no ${member}`);
		return record;
	};
	const read: Records['read'] = async (by, value) => opened(await request({ method: 'GET', path, query: [[by, value]] }));

	/**
	 * The record as the answer shows it or, where that differs from what was sent, as it is read: the answers to
	 * "POST UserGroup" and "PUT UserGroup" show nobody, whoever was sent.
	 */
	const settled = async (answered: JsonObject, sent: JsonObject): Promise<Omit<RecordWritten, 'action'>> => {
		if (shortfalls(answered, sent).length === 0) return { record: answered, warnings: [] };
		try {
			const record = await read('Id', idOf(answered));
			return { record, warnings: shortfalls(record, sent) };
		} catch (error) {
			const { UserIds: _unsure, ...record } = answered;
			return { record, warnings: [`It was written, but could not be read afterwards: ${failureOf(error).says}`] };
		}
	};

	const changeOnce: Records['change'] = async (id, wanted) => {
		const current = await read('Id', id);
		const changes = wanted(current);
		if (shortfalls(current, changes).length === 0) return { action: 'unchanged', record: current, warnings: [] };
		const membersFrom = (record: JsonObject, changed: JsonObject): JsonObject => ({
			...Object.fromEntries(Object.entries(record).filter(([name]) => writable.includes(name))),
			...changed,
			Id: idOf(record),
		});
		const members = membersFrom(current, changes);
		const beforeRepeat = async (): Promise<void> => {
			const now = await read('Id', id);
			if (shortfalls(membersFrom(now, wanted(now)), members).length > 0) throw touched(id);
		};
		return { action: 'updated', ...(await settled(opened(await request({ method: 'PUT', path, members, beforeRepeat })), members)) };
	};

	return {
		read,
		create: async (members) => ({
			action: 'created',
			...(await settled(opened(await request({ method: 'POST', path, members })), members)),
		}),
		change: async (id, wanted) => await turn(id, async () => await anewAfterConflict(async () => await changeOnce(id, wanted))),
		remove: async (id) => {
			await request({ method: 'DELETE', path, query: [['Id', id]] });
		},
	};
}

/** All members go along, so somebody else's change would be lost. */
function touched(id: string) {
	return failed({
		kind: 'conflict',
		says: `${id} was changed by somebody else while Appenate could not answer`,
		todo: 'Run the item again. Whether it was written before is not known; it was not written again, because the other change would be lost.',
	});
}

/** The members that are not stored as they were sent, as warnings. */
function shortfalls(stored: JsonObject, sent: JsonObject): readonly string[] {
	return Object.entries(sent).flatMap(([name, value]) => {
		const kept = stored[name];
		if (comparable(name, kept) === comparable(name, value)) return [];
		return [`${name} was sent as ${writeJson(value)}, and Appenate shows ${kept === undefined ? 'nothing' : writeJson(kept)}`];
	});
}

/** IDs are compared without dashes and capitals, texts to the letter; the users of a group are a set; nothing and empty are the same. */
function comparable(name: string, value: Json | undefined): string {
	if (name === 'UserIds') return writeJson([...new Set(userIdsOf(value))].sort());
	if (name === 'Items' && !Array.isArray(value)) return '[]';
	if (typeof value === 'string') return name === 'RestrictToGroup' ? guid(value) : value;
	if (value === undefined || value === null) return name === 'IsRestricted' ? 'false' : '';
	return writeJson(value);
}

/** The IDs of a list, as Appenate writes them. */
export function userIdsOf(value: Json | undefined): readonly string[] {
	return Array.isArray(value) ? value.flatMap((id) => (typeof id === 'string' ? [guid(id)] : [])) : [];
}
