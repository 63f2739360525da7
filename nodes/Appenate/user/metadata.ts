import { failed } from '../../shared/failure';
import { editOf, type EmptyRule } from '../../shared/fields/edits';
import type { FieldSpec } from '../../shared/fields/spec';
import { toText } from '../../shared/fields/values';
import { isJsonObject, type Json, type JsonObject, scalarText } from '../../shared/json/json';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../../shared/provisioning/types';
import { isList, toJson } from '../wire/toJson';

/** What the columns of single keys are called: "Metadata: JobTitle" is the entry with the key JobTitle. */
export const KEY_PREFIX = 'Metadata: ';

/**
 * One key of a user's metadata; Appenate leaves an empty Val out. In what is wanted, an empty Val empties the
 * key, and what else was given goes along for a new one. Source: "POST User" of 2025 (`Key`, `Val`, `Index`).
 */
export type MetadataEntry = Readonly<{ [ofBrand: string]: FieldValue; Key: string; Val?: string }>;

/** What is read of an entry of an answer. Another brand may say `Value`. */
export function storedEntry({ Key, Val, Value }: JsonObject): MetadataEntry {
	const text = scalarText(Val) ?? scalarText(Value);
	return { Key: scalarText(Key) ?? '', ...(text === undefined ? {} : { Val: text }) };
}

/**
 * What a PUT carries for these entries: each on the one that is stored, whose Index and other members go back
 * as they came.
 * @param stored the member Metadata of the user as it was read last
 */
export function entriesToWrite(wanted: readonly MetadataEntry[], stored: Json | undefined): JsonObject[] {
	const left = Array.isArray(stored) ? stored.filter(isJsonObject) : [];
	return wanted.map((entry): JsonObject => {
		const at = left.findIndex(({ Key }) => scalarText(Key) === entry.Key);
		const [there] = at < 0 ? [] : left.splice(at, 1);
		if (there === undefined) return Object.fromEntries(Object.entries(entry).map(([name, member]) => [name, toJson(member)]));
		const { Val = '' } = entry;
		if ((storedEntry(there).Val ?? '') === Val) return there;
		return { ...there, Val, ...('Value' in there ? { Value: Val } : {}) };
	});
}

/**
 * Metadata as a user writes it: `{"PayrollId": "P-77"}`, or the list of `{Key, Val}` that Get shows.
 * @param rule what a key without a value asks for
 * @throws FailureError `invalid` for anything else, and for a key without a value where that is refused
 */
export function givenEntries(given: FieldValue, rule: EmptyRule = 'leave'): readonly MetadataEntry[] {
	return pairsOf(given).flatMap(({ Key, value, more }) => {
		const label = `Metadata "${Key}"`;
		const Val = value === undefined ? '' : toText(label, value);
		const edit = editOf({ name: label, label, type: 'text' }, Val === '' ? undefined : Val, rule);
		return edit === undefined ? [] : [{ ...more, Key, Val }];
	});
}

/** What single keys are for a user, as fields: conditions and SCIM attributes can name them. */
export function keyFields(metadata: FieldValue | undefined): ReadonlyArray<readonly [name: string, value: string]> {
	return entriesIn(metadata).flatMap(({ Key, Val = '' }) => (Val === '' ? [] : [[KEY_PREFIX + Key, Val] as const]));
}

/**
 * What is sent for the keys given. A PUT probably replaces the whole list (not documented), so the other
 * keys go along as they are. A key is emptied by an empty Val and not by leaving it out: that also works
 * where a PUT should merge.
 */
export function merged(current: FieldValue | undefined, given: FieldValue): readonly MetadataEntry[] {
	const wanted = new Map(givenEntries(given, 'clear').map((entry) => [entry.Key, entry]));
	const stored = entriesIn(current);
	const known = new Set(stored.map(({ Key }) => Key));
	return [
		...stored.map((entry) => ({ ...entry, ...valIn(wanted.get(entry.Key)) })),
		...[...wanted.values()].filter(({ Key, Val }) => !known.has(Key) && Val !== ''),
	];
}

/** Equal key by key, in any order; a key without a value is the same as none. */
export function sameEntries(one: FieldValue | null, other: FieldValue | null): boolean {
	return canonical(one) === canonical(other);
}

function canonical(value: FieldValue | null): string {
	const lines = entriesIn(value ?? undefined).flatMap(({ Key, Val = '' }) => (Val === '' ? [] : [JSON.stringify([Key, Val])]));
	return lines.sort().join();
}

/** The entries of the field Metadata. */
export function entriesIn(value: FieldValue | undefined): readonly MetadataEntry[] {
	return isList(value) ? value.filter(isEntry) : [];
}

function valIn(entry: MetadataEntry | undefined): Pick<MetadataEntry, 'Val'> {
	return entry?.Val === undefined ? {} : { Val: entry.Val };
}

/** A key as it was given, with the value under whichever name, and what else its entry holds. */
type Given = Readonly<{ Key: string; value: FieldValue | undefined; more: Readonly<Record<string, FieldValue>> }>;

function pairsOf(given: FieldValue): readonly Given[] {
	if (isList(given)) return given.map(pairOf);
	if (!isMembers(given)) throw noEntries();
	return 'Key' in given ? [pairOf(given)] : Object.entries(given).map(([Key, value]) => ({ Key, value, more: {} }));
}

/** `Value` is what the entries were called before. */
function pairOf(entry: FieldValue): Given {
	if (!isMembers(entry) || entry.Key === undefined || entry.Key === '') throw noEntries();
	const { Key, Val, Value, ...more } = entry;
	const key = toText('A Key of Metadata', Key);
	if (Val !== undefined && Value !== undefined && JSON.stringify(Val) !== JSON.stringify(Value)) throw contradicting(key);
	return { Key: key, value: Val ?? Value, more };
}

function isMembers(value: FieldValue): value is Readonly<Record<string, FieldValue>> {
	return typeof value === 'object' && !isList(value);
}

function isEntry(value: FieldValue): value is MetadataEntry {
	return isMembers(value) && typeof value.Key === 'string';
}

function noEntries() {
	return failed({
		kind: 'invalid',
		parameter: 'Metadata',
		says: 'Metadata takes an object of texts by key, or a list of objects with Key and Val',
		todo: 'Write it like {"PayrollId": "P-77"}.',
	});
}

function contradicting(key: string) {
	return failed({
		kind: 'invalid',
		parameter: 'Metadata',
		says: `The entry "${key}" in Metadata has a Val and another Value`,
		todo: 'Give one of the two; both are names of the same.',
	});
}

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
	if (twice) throw givenTwice(twice.Key);

	const rest = [...edits].filter(([name]) => name !== 'Metadata' && !name.startsWith(KEY_PREFIX));
	const metadata: [FieldName, Edit] = ['Metadata', whole === 'clear' ? whole : { set: [...given, ...ofKeys] }];
	return new Map([...rest, metadata]);
}

function givenTwice(key: string) {
	return failed({
		kind: 'invalid',
		parameter: 'Fields',
		says: `The metadata key "${key}" is given twice: in its own column and in Metadata`,
		todo: 'Map it in one of them.',
	});
}
