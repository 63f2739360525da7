import { isJsonObject, plain, scalarText, without, type Json, type JsonObject } from '../../shared/json/json';

/** The way to a property of a record: `['name', 'firstname']`. */
export type Path = readonly [string, ...string[]];

/** What stands at a path of a record. */
export function valueAt(record: JsonObject, path: Path): Json | undefined {
	let value: Json | undefined = record;
	for (const name of path) value = isJsonObject(value) ? value[name] : undefined;
	return value;
}

/** The text there as it stands in the document; undefined when there is none. */
export function textAt(record: JsonObject, path: Path): string | undefined {
	return scalarText(valueAt(record, path));
}

/** The record with another value there, or without the property where it is undefined. Everything else stays as it is. */
export function withValue(record: JsonObject, [name, ...deeper]: Path, value: Json | undefined): JsonObject {
	const [next, ...rest] = deeper;
	if (next !== undefined) {
		const inner = record[name];
		return { ...record, [name]: withValue(isJsonObject(inner) ? inner : {}, [next, ...rest], value) };
	}
	if (value !== undefined) return { ...record, [name]: value };
	return Object.hasOwn(record, name) ? without(record, name) : record;
}

/** One or many: JSON that was made from XML shows a list of one as its only entry. */
export function entriesOf(value: Json | undefined): readonly Json[] {
	if (value === undefined || value === null || value === '') return [];
	return Array.isArray(value) ? value : [value];
}

/** Properties whose changes by others don't count, with all that is in them: `img`, `location.city`. */
export type Ignored = readonly string[];

/** What helps against conflicts that come every time. */
export const IGNORING = 'If these fields differ on every read, list them in the option Ignore Changes In.';

/** Whether a property, by its path, is left out of the comparison. */
export function isIgnored(path: string, ignored: Ignored): boolean {
	const lower = path.toLowerCase();
	return ignored.map((one) => one.toLowerCase()).some((one) => lower === one || lower.startsWith(`${one}.`));
}

/** Where two records differ, by the paths of their properties, with dots. Numbers count as items show them, lists as one value. */
export function differences(one: Json | undefined, other: Json | undefined, path = ''): readonly string[] {
	if (one === other) return [];
	if (!isJsonObject(one) || !isJsonObject(other)) return isShownAlike(one, other) ? [] : [path];
	const names = [...Object.keys(one), ...Object.keys(other).filter((name) => !Object.hasOwn(one, name))];
	// Of a user's many properties, hardly one differs.
	const changed = names.filter((name) => one[name] !== other[name]);
	return changed.flatMap((name) => differences(one[name], other[name], path === '' ? name : `${path}.${name}`));
}

function isShownAlike(one: Json | undefined, other: Json | undefined): boolean {
	const [text, otherText] = [scalarText(one), scalarText(other)];
	// A text may be shown like a number.
	const isOfOneKind = text !== undefined && otherText !== undefined && typeof one === typeof other;
	return isOfOneKind ? text === otherText : asShown(one) === asShown(other);
}

function asShown(value: Json | undefined): string | undefined {
	return value === undefined ? undefined : JSON.stringify(plain(value));
}
