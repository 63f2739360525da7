import { attributeKey, isList, isManager, pathText, type ScimPath } from './paths';
import { invalid, isJsonList, looksStructured, NO_TEXT, structured, type ScimJson } from './values';

/** What an attribute holds, by its key: a list of objects, or one. */
export type Structures = ReadonlyMap<string, 'list' | 'object'>;

/**
 * The value of an attribute with lists and objects in place of JSON texts for them. Other attributes keep their texts.
 * @param structures what the rows of the table take apart, beside what RFC 7643 defines
 * @throws FailureError `invalid` for a text that was to be JSON and is none
 */
export function asStructure(path: ScimPath, value: ScimJson, structures: Structures): ScimJson {
	if (path.sub !== undefined) return value;
	const kind = path.filter.length > 0 || isList(path) ? 'list' : isObject(path) ? 'object' : structures.get(attributeKey(path));
	if (kind === undefined) return value;
	const name = pathText(path);
	const parsed = structured(kind === 'list' ? `${name} takes a list` : `${name} takes an object`, value);
	return isJsonList(parsed) ? parsed.map((one) => structured(`${name} takes a list of objects`, one)) : parsed;
}

function isObject(path: ScimPath): boolean {
	return isManager(path) || attributeKey(path) === 'name';
}

/** Their values are addresses, numbers and names, which no JSON can be. */
const PLAIN: ReadonlySet<string> = new Set(['username', 'emails', 'phonenumbers', 'ims', 'photos']);

/** @throws FailureError `invalid` for JSON where a row takes one of these */
export function assertPlain(path: ScimPath, value: ScimJson): void {
	const isPlain = PLAIN.has(attributeKey(path)) && (path.sub ?? 'value').toLowerCase() === 'value';
	if (!isPlain || typeof value !== 'string' || !looksStructured(value)) return;
	throw invalid(`${pathText(path)} takes a plain text, not JSON in the form of text`, NO_TEXT);
}
