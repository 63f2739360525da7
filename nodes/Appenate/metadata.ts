import { failed } from '../shared/failure';
import { editOf, type EmptyRule } from '../shared/n8n/emptyValues';
import { toText } from '../shared/n8n/values';
import type { FieldValue } from '../shared/provisioning/types';

/** What the columns of single keys are called: "Metadata: JobTitle" is the entry with the key JobTitle. */
export const KEY_PREFIX = 'Metadata: ';

/** One key of a user's metadata; Appenate leaves an empty Value out. In what is wanted, an empty Value empties the key. */
export type MetadataEntry = Readonly<{ Key: string; Value?: string }>;

/**
 * Metadata as a user writes it: `{"PayrollId": "P-77"}`, or the list of `{Key, Value}` that Get shows.
 * @param rule what a key without a value asks for
 * @throws FailureError `invalid` for anything else, and for a key without a value where that is refused
 */
export function givenEntries(given: FieldValue, rule: EmptyRule = 'leave'): readonly MetadataEntry[] {
	return pairsOf(given).flatMap(([Key, value]) => {
		const label = `Metadata "${Key}"`;
		const Value = value === undefined ? '' : toText(label, value);
		const edit = editOf({ name: label, label, type: 'text' }, Value === '' ? undefined : Value, rule);
		return edit === undefined ? [] : [{ Key, Value }];
	});
}

/** What single keys are for a user, as fields: conditions and SCIM attributes can name them. */
export function keyFields(metadata: FieldValue | undefined): ReadonlyArray<readonly [name: string, value: string]> {
	return storedEntries(metadata).flatMap(({ Key, Value = '' }) => (Value === '' ? [] : [[KEY_PREFIX + Key, Value] as const]));
}

/**
 * What is sent for the keys given. A PUT probably replaces the whole list (not documented), so the other
 * keys go along as they are. A key is emptied by an empty Value and not by leaving it out: that also works
 * where a PUT should merge.
 */
export function merged(current: FieldValue | undefined, given: FieldValue): readonly MetadataEntry[] {
	const wanted = new Map(givenEntries(given, 'clear').map((entry) => [entry.Key, entry]));
	const stored = storedEntries(current);
	const known = new Set(stored.map(({ Key }) => Key));
	return [
		...stored.map((entry) => wanted.get(entry.Key) ?? entry),
		...[...wanted.values()].filter(({ Key, Value }) => !known.has(Key) && Value !== ''),
	];
}

/** Equal key by key, in any order; a key without a value is the same as none. */
export function sameEntries(one: FieldValue | null, other: FieldValue | null): boolean {
	return canonical(one) === canonical(other);
}

function canonical(value: FieldValue | null): string {
	const lines = storedEntries(value ?? undefined).flatMap(({ Key, Value = '' }) => (Value === '' ? [] : [JSON.stringify([Key, Value])]));
	return lines.sort().join();
}

function storedEntries(value: FieldValue | undefined): readonly MetadataEntry[] {
	return isList(value) ? value.filter(isEntry) : [];
}

function pairsOf(given: FieldValue): ReadonlyArray<readonly [key: string, value: FieldValue | undefined]> {
	if (isList(given)) return given.map(pairOf);
	if (!isMembers(given)) throw invalid();
	return 'Key' in given ? [pairOf(given)] : Object.entries(given);
}

function pairOf(entry: FieldValue): readonly [key: string, value: FieldValue | undefined] {
	if (!isMembers(entry) || entry.Key === undefined || entry.Key === '') throw invalid();
	return [toText('A Key of Metadata', entry.Key), entry.Value];
}

/** A guard for a read-only list, which `Array.isArray` does not narrow. */
export function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}

function isMembers(value: FieldValue): value is Readonly<Record<string, FieldValue>> {
	return typeof value === 'object' && !isList(value);
}

function isEntry(value: FieldValue): value is MetadataEntry {
	return isMembers(value) && typeof value.Key === 'string';
}

function invalid() {
	return failed({
		kind: 'invalid',
		parameter: 'Metadata',
		says: 'Metadata takes an object of texts by key, or a list of objects with Key and Value',
		todo: 'Write it like {"PayrollId": "P-77"}.',
	});
}
