import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../shared/failure';
import { isJsonObject, scalarText, type JsonObject } from '../shared/json/json';
import { mappedEdits, type FieldSpec } from '../shared/n8n/fields';
import type { Edit, FieldEdits, FieldName } from '../shared/provisioning/types';
import { givenEntries } from './metadata';

/*
 * Appenate keeps no list of metadata keys, so those of a page of users become columns of their own:
 * "Metadata: JobTitle" sets the entry with the key JobTitle.
 */
const PREFIX = 'Metadata: ';

/** A column for each key that these users have. */
export function metadataColumns(users: readonly JsonObject[]): readonly FieldSpec[] {
	const keys = new Set(users.flatMap(({ Metadata }) => (Array.isArray(Metadata) ? Metadata.filter(isJsonObject).flatMap(({ Key }) => scalarText(Key) ?? []) : [])));
	return [...keys].sort().map((key) => ({ name: PREFIX + key, label: PREFIX + key, type: 'text' }));
}

/**
 * What the columns of item `i` ask for; those of metadata keys are joined with the column Metadata.
 * @throws FailureError `invalid` when a key is given twice
 */
export function columnEdits(context: IExecuteFunctions, i: number, specs: readonly FieldSpec[]): FieldEdits {
	return withMetadata(mappedEdits(context, i, [...specs, ...columnsOf(context, i)]));
}

/** "Map Automatically" takes members of an item that are called like a column which the editor found. */
function columnsOf(context: IExecuteFunctions, i: number): readonly FieldSpec[] {
	const schema: unknown = context.getNodeParameter('fields.schema', i, []);
	if (!Array.isArray(schema)) return [];
	return schema.flatMap((column: unknown): FieldSpec[] => {
		const id: unknown = typeof column === 'object' && column !== null && 'id' in column ? column.id : undefined;
		return typeof id === 'string' && id.startsWith(PREFIX) ? [{ name: id, label: id, type: 'text' }] : [];
	});
}

/** Pure. @throws FailureError `invalid` when a key is given twice */
export function withMetadata(edits: FieldEdits): FieldEdits {
	const ofKeys = [...edits].flatMap(([name, edit]) => (name.startsWith(PREFIX) && edit !== 'clear' ? [{ Key: name.slice(PREFIX.length), Value: edit.set }] : []));
	if (ofKeys.length === 0) return edits;

	const whole = edits.get('Metadata');
	const given = whole === undefined || whole === 'clear' ? [] : givenEntries(whole.set);
	const twice = ofKeys.find(({ Key }) => given.some((entry) => entry.Key === Key));
	if (twice) throw failed({ kind: 'invalid', parameter: 'Fields', says: `The metadata key "${twice.Key}" is given twice: in its own column and in Metadata`, todo: 'Map it in one of them. Nothing was sent.' });

	const rest = [...edits].filter(([name]) => name !== 'Metadata' && !name.startsWith(PREFIX));
	const metadata: [FieldName, Edit] = ['Metadata', { set: [...given, ...ofKeys] }];
	return new Map([...rest, metadata]);
}
