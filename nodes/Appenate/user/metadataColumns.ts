import { failed } from '../../shared/failure';
import { isJsonObject, scalarText, type JsonObject } from '../../shared/json/json';
import type { FieldSpec } from '../../shared/fields/spec';
import type { Edit, FieldEdits, FieldName } from '../../shared/provisioning/types';
import { givenEntries, KEY_PREFIX } from './metadata';

/*
 * Appenate keeps no list of metadata keys, so those of a page of users become columns of their own:
 * "Metadata: JobTitle" sets the entry with the key JobTitle.
 */

/** A column for each key that these users have. */
export function metadataColumns(users: readonly JsonObject[]): readonly FieldSpec[] {
	const keys = new Set(
		users.flatMap(({ Metadata }) =>
			Array.isArray(Metadata) ? Metadata.filter(isJsonObject).flatMap(({ Key }) => scalarText(Key) ?? []) : [],
		),
	);
	return [...keys].sort().map((key) => ({ name: KEY_PREFIX + key, label: KEY_PREFIX + key, type: 'text' }));
}

/**
 * The edits with those of metadata keys joined with the field Metadata; an empty Val empties a key. Pure.
 * @throws FailureError `invalid` when a key is given twice
 */
export function withMetadata(edits: FieldEdits): FieldEdits {
	const ofKeys = [...edits].flatMap(([name, edit]) =>
		name.startsWith(KEY_PREFIX) ? [{ Key: name.slice(KEY_PREFIX.length), Val: edit === 'clear' ? '' : edit.set }] : [],
	);
	if (ofKeys.length === 0) return edits;

	const whole = edits.get('Metadata');
	const given = whole === undefined || whole === 'clear' ? [] : givenEntries(whole.set, 'clear');
	const twice = ofKeys.find(({ Key, Val }) => (whole === 'clear' ? Val !== '' : given.some((entry) => entry.Key === Key)));
	if (twice) throw invalid(`The metadata key "${twice.Key}" is given twice: in its own column and in Metadata`, 'Map it in one of them.');

	const rest = [...edits].filter(([name]) => name !== 'Metadata' && !name.startsWith(KEY_PREFIX));
	const metadata: [FieldName, Edit] = ['Metadata', whole === 'clear' ? whole : { set: [...given, ...ofKeys] }];
	return new Map([...rest, metadata]);
}

function invalid(says: string, todo: string) {
	return failed({ kind: 'invalid', parameter: 'Fields', says, todo });
}
