import { invalid } from '../../shared/failure';
import { editOf, type EmptyRule } from '../../shared/fields/edits';
import type { FieldSpec } from '../../shared/fields/spec';
import type { Entry } from '../../shared/fields/wording';
import { toText } from '../../shared/fields/values';
import { isJsonObject, type Json, type JsonObject, scalarText } from '../../shared/json/json';
import { listOf, sameBag, sameValue } from '../../shared/provisioning/diff';
import type { Change, Edit, FieldEdits, FieldName, FieldValue } from '../../shared/provisioning/types';
import { toJsonObject } from '../wire/formats';

/** What the columns of single keys are called: "Metadata: JobTitle" is the entry with the key JobTitle. */
export const KEY_PREFIX = 'Metadata: ';

/**
 * One key of a user's metadata; Appenate leaves an empty Val out. In what is wanted, an empty Val empties the
 * key, and what else was given goes along for a new one. Source: "POST User" of 2025 (`Key`, `Val`, `Index`).
 */
type MetadataEntry = Readonly<{ [ofBrand: string]: FieldValue; Key: string; Val?: string }>;

/** What is read of an entry of an answer. Another brand may say `Value`. */
export function storedEntry({ Key, Val, Value }: JsonObject): MetadataEntry {
	const text = scalarText(Val) ?? scalarText(Value);
	return { Key: scalarText(Key) ?? '', ...(text === undefined ? {} : { Val: text }) };
}

/**
 * What a PUT carries for these entries: each on the one that is stored, whose Index and whatever else it holds go back
 * as they came.
 * @param stored the property Metadata of the user as it was read last
 */
export function entriesToWrite(wanted: readonly MetadataEntry[], stored: Json | undefined): JsonObject[] {
	const left = Array.isArray(stored) ? stored.filter(isJsonObject) : [];
	return wanted.map((entry): JsonObject => {
		const at = left.findIndex(({ Key }) => scalarText(Key) === entry.Key);
		const [there] = at < 0 ? [] : left.splice(at, 1);
		if (there === undefined) return toJsonObject(entry);
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

/** The keys that have a value, as fields: conditions and SCIM attributes can name them. */
export function entryFields(metadata: FieldValue | null | undefined): ReadonlyArray<readonly [name: string, value: string]> {
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
		...stored.map((entry) => {
			const { Val = entry.Val } = wanted.get(entry.Key) ?? {};
			return { ...entry, ...(Val === undefined ? {} : { Val }) };
		}),
		...[...wanted.values()].filter(({ Key, Val }) => !known.has(Key) && Val !== ''),
	];
}

/** Equal key by key, in any order; a key without a value is the same as none. */
export function sameEntries(one: FieldValue | null, other: FieldValue | null): boolean {
	return sameBag(entryFields(one), entryFields(other));
}

/** The entries of the field Metadata. */
export function entriesIn(metadata: FieldValue | null | undefined): readonly MetadataEntry[] {
	return listOf(metadata).filter(isEntry);
}

/** A key as it was given, with the value under whichever name, and what else its entry holds. */
type Given = Readonly<{ Key: string; value: FieldValue | undefined; more: Readonly<Record<string, FieldValue>> }>;

function pairsOf(given: FieldValue): readonly Given[] {
	if (!isObject(given) || 'Key' in given) return listOf(given).map(pairOf);
	return Object.entries(given).map(([Key, value]) => ({ Key, value, more: {} }));
}

/** `Value` is what the entries were called before. */
function pairOf(entry: FieldValue): Given {
	if (!isObject(entry) || entry.Key === undefined || entry.Key === '') {
		const says = 'Metadata takes an object with texts as values, or a list of objects with Key and Val';
		throw invalid('Metadata', says, 'Write it like {"PayrollId": "P-77"}.');
	}
	const { Key, Val, Value, ...more } = entry;
	const key = toText('A Key of Metadata', Key);
	if (Val === undefined || Value === undefined || sameValue(Val, Value)) return { Key: key, value: Val ?? Value, more };
	throw invalid(
		'Metadata',
		`The entry "${key}" in Metadata has a Val and a different Value`,
		'Use only one of the two: they mean the same.',
	);
}

function isObject(value: FieldValue): value is Readonly<Record<string, FieldValue>> {
	return typeof value === 'object' && !Array.isArray(value);
}

function isEntry(value: FieldValue): value is MetadataEntry {
	return isObject(value) && typeof value.Key === 'string';
}

/** A column for each key that these users have: Appenate keeps no list of metadata keys. */
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
	if (twice) {
		throw invalid(
			'Fields',
			`The metadata key "${twice.Key}" is mapped twice: in its own column and in Metadata`,
			'Map it in only one of them.',
		);
	}

	const rest = [...edits].filter(([name]) => name !== 'Metadata' && !name.startsWith(KEY_PREFIX));
	const metadata: [FieldName, Edit] = ['Metadata', whole === 'clear' ? whole : { set: [...given, ...ofKeys] }];
	return new Map([...rest, metadata]);
}

/** A change of metadata as what becomes of each key. */
export function changedEntries(change: Change): readonly Entry[] {
	const { field, from, to } = change;
	if (field !== 'Metadata') return [change];
	const [before, after] = [new Map(entryFields(from)), new Map(entryFields(to))];
	const changed = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
	if (changed.length === 0) return [change];
	return changed.map((name) => ({
		field: name,
		label: name.slice(KEY_PREFIX.length),
		...(from === undefined ? {} : { from: before.get(name) ?? null }),
		to: after.get(name) ?? null,
	}));
}
