import { isJsonObject, plain, scalarText, without, type Json, type JsonObject } from '../../shared/json/json';

/** The way to a property of a record: `['name', 'firstname']`. */
export type Path = readonly [string, ...string[]];

/** What stands at a path of a record. */
export function valueAt(record: JsonObject, path: Path): Json | undefined {
	return path.reduce<Json | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), record);
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
	return value === undefined ? without(record, name) : { ...record, [name]: value };
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
	if (!isJsonObject(one) || !isJsonObject(other)) return asShown(one) === asShown(other) ? [] : [path];
	const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
	return names.flatMap((name) => differences(one[name], other[name], path === '' ? name : `${path}.${name}`));
}

function asShown(value: Json | undefined): string | undefined {
	return value === undefined ? undefined : JSON.stringify(plain(value));
}
