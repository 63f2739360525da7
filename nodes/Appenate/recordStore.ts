import { isJsonObject, without, writeJson, type Json, type JsonObject } from '../shared/json/json';
import { recordAfter, recordChanges } from '../shared/recordChanges';
import { idOf } from './wire/pages';
import { guid } from './wire/formats';
import { notTheApi } from './wire/failure';
import type { AppenateRequest } from './wire/request';

/** User groups or folders, as the API knows them. */
export type StoredKind = Readonly<{
	path: '/usergroup' | '/folder';
	/** The property of an answer that holds the record. */
	property: 'UserGroup' | 'Folder';
	/** What a PUT takes besides the ID. */
	writable: readonly string[];
}>;

/**
 * Sources: "PUT UserGroup" of Forms On Fire and Amplus Forms; "POST Folder" of eForms Mobile. Whether a PUT
 * keeps the properties that it does not hold is not documented, so all of these go along.
 */
export const USER_GROUP: StoredKind = { path: '/usergroup', property: 'UserGroup', writable: ['Name', 'ExternalId', 'UserIds'] };
export const FOLDER: StoredKind = {
	path: '/folder',
	property: 'Folder',
	writable: ['Name', 'ExternalId', 'IsRestricted', 'RestrictToGroup', 'Description', 'Items'],
};

type Stored = Readonly<{ record: JsonObject; warnings: readonly string[] }>;

export type RecordWritten = Stored & Readonly<{ action: 'created' | 'updated' | 'unchanged' }>;

export type RecordStore = Readonly<{
	/** By ID; folders also by name or external ID. */
	read: (by: 'Id' | 'Name' | 'ExternalId', value: string) => Promise<JsonObject>;
	create: (record: JsonObject) => Promise<RecordWritten>;
	/** `wanted`: what is to change in the record as it is. */
	change: (id: string, wanted: (record: JsonObject) => JsonObject) => Promise<RecordWritten>;
	remove: (id: string) => Promise<void>;
}>;

/** The groups or the folders of a company. Changes of the same one within an execution don't overlap. */
export function recordStore(request: AppenateRequest, { path, property, writable }: StoredKind): RecordStore {
	const opened = (answer: JsonObject): JsonObject => {
		const record = answer[property];
		if (!isJsonObject(record) || idOf(record) === '') throw notTheApi(200, `it holds no ${property}`);
		return record;
	};
	const read: RecordStore['read'] = async (by, value) => opened(await request({ method: 'GET', path, query: [[by, value]] }));

	/**
	 * The record as the answer shows it or, where that differs from what was sent, as it is read: the answers to
	 * "POST UserGroup" and "PUT UserGroup" show nobody, whoever was sent.
	 */
	const asStored = async (answered: JsonObject, sent: JsonObject): Promise<Stored> => {
		if (shortfalls(answered, sent).length === 0) return { record: answered, warnings: [] };
		const { record, warnings } = await recordAfter(async () => await read('Id', idOf(answered)), without(answered, 'UserIds'));
		return { record, warnings: warnings.length > 0 ? warnings : shortfalls(record, sent) };
	};

	// All of these go along, so somebody else's change would be lost.
	const contentOf = (record: JsonObject): JsonObject => ({
		...Object.fromEntries(Object.entries(record).filter(([name]) => writable.includes(name))),
		Id: idOf(record),
	});
	const { change } = recordChanges({
		vendor: 'Appenate',
		what: property === 'Folder' ? 'folder' : 'user group',
		read: async (id) => await read('Id', id),
		contentOf,
		differences,
		write: async ({ content, beforeRepeat }) =>
			await asStored(opened(await request({ method: 'PUT', path, body: content, beforeRepeat })), content),
	});

	return {
		read,
		create: async (record) => ({
			action: 'created',
			...(await asStored(opened(await request({ method: 'POST', path, body: record })), record)),
		}),
		change: async (id, wanted) => {
			const { before, answer } = await change(id, (record) => ({ ...contentOf(record), ...wanted(record) }));
			return answer ? { action: 'updated', ...answer } : { action: 'unchanged', record: before, warnings: [] };
		},
		remove: async (id) => {
			await request({ method: 'DELETE', path, query: [['Id', id]] });
		},
	};
}

/** The properties that are not stored as they are to be. */
function differences(stored: JsonObject, wanted: JsonObject): readonly string[] {
	return Object.keys(wanted).filter((name) => comparable(name, stored[name]) !== comparable(name, wanted[name]));
}

/** The same as warnings. */
function shortfalls(stored: JsonObject, sent: JsonObject): readonly string[] {
	const written = (value: Json | undefined): string => (value === undefined ? 'no value' : writeJson(value));
	return differences(stored, sent).map(
		(name) => `Appenate accepted "${name}", but shows ${written(stored[name])} where ${written(sent[name])} was sent`,
	);
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
