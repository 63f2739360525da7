import { invalid, type FailureError } from '../failure';
import type { FieldValue } from '../provisioning/types';
import { attributeKey, isList, isManager, pathText, type ScimPath } from './paths';

/** A JSON value whose objects are maps: a property called `__proto__` or `constructor` is a name like any other. */
export type ScimJson = string | number | boolean | null | readonly ScimJson[] | ScimObject;
export type ScimObject = ReadonlyMap<string, ScimJson>;

/** A SCIM resource has five levels (extension, attribute, entry, sub-attribute, its values); cycles end here too. */
const DEEPEST = 16;

/**
 * What an expression gave, as properties.
 * @throws FailureError `invalid` when it is no object, too deep, or holds an invalid date
 */
export function objectOf(given: unknown): ScimObject {
	const json = toJson(given, 0);
	if (isObject(json)) return json;
	throw invalidUser(`SCIM User takes one object, not ${kindOf(given)}`, 'Pass the user itself, for example {{ $json.body }}.');
}

/**
 * A JSON text in place of the object or list that it writes out, which is how spreadsheets and form fields hold one.
 * @param takes what the attribute takes, as the message says it
 * @throws FailureError `invalid` for a text that begins like one and is none
 */
export function structured(takes: string, value: ScimJson): ScimJson {
	return typeof value === 'string' && looksStructured(value) ? (toJson(parsed(takes, value), 0) ?? null) : value;
}

function parsed(takes: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw invalidUser(`${takes}, not text that is invalid JSON`, NO_TEXT);
	}
}

/** Whether a text is a JSON object or list, or was to be one: `{"…`, `[{`, `["…`, `[object Object]`. */
function looksStructured(text: string): boolean {
	return /^\s*(\{\s*["'}]|\[\s*["'{[\]]|\[object )/.test(text);
}

/** What helps against structure in the form of text. */
const NO_TEXT = 'Pass the value itself, without quotes around it. To convert text, use JSON.parse in an expression.';

function toJson(given: unknown, depth: number): ScimJson | undefined {
	if (given === null || typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') return given;
	if (typeof given === 'bigint') return String(given);
	if (typeof given !== 'object') return undefined;
	if (depth >= DEEPEST)
		throw invalidUser(`SCIM User is nested more than ${DEEPEST} levels deep`, 'Pass a SCIM 2.0 user or PatchOp message.');
	if (isTime(given)) return time(given);
	if (Array.isArray(given)) return given.flatMap((one: unknown) => toJson(one, depth + 1) ?? []);
	const properties = Object.entries(given).map(([name, one]: [string, unknown]) => [name, toJson(one, depth + 1)] as const);
	return new Map(properties.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Date, and luxon's DateTime behind `$now`. */
function isTime(given: object): given is { toJSON: () => unknown } {
	return 'toJSON' in given && typeof given.toJSON === 'function';
}

function time(given: { toJSON: () => unknown }): string {
	const text = given.toJSON();
	if (typeof text === 'string') return text;
	throw invalidUser('SCIM User holds an invalid date', 'Check the expressions that build the user.');
}

/**
 * A value as fields take it; properties and entries without a value are left out.
 * @param name the attribute, for the message
 * @throws FailureError `invalid` for a number that JavaScript has already rounded
 */
export function scimFieldValue(name: string, json: ScimJson): FieldValue | undefined {
	if (json === null) return undefined;
	if (typeof json === 'number' && !(Number.isInteger(json) ? Number.isSafeInteger(json) : Number.isFinite(json))) {
		throw invalidUser(`${name} is a number that is too large to be exact (${json})`, 'Pass it as text, in quotes.');
	}
	if (isObject(json)) {
		const names = [...json.keys()].filter((inner) => inner !== '__proto__');
		const values = names.map((inner) => [inner, scimFieldValue(`${name}.${inner}`, json.get(inner) ?? null)] as const);
		return Object.fromEntries(values.flatMap(([inner, value]) => (value === undefined ? [] : [[inner, value]])));
	}
	if (isJsonList(json)) return json.map((one) => scimFieldValue(name, one)).filter((one) => one !== undefined);
	return json;
}

/** RFC 7643 §2.5: null and an empty list are the same as no value. So is an empty text for Entra ID, Okta and the fields here. */
export function isEmpty(value: ScimJson | FieldValue): boolean {
	return value === null || value === '' || (Array.isArray(value) && value.every((one) => one === null));
}

export function isObject(value: ScimJson | undefined): value is ScimObject {
	return value instanceof Map;
}

export function isJsonList(value: ScimJson | undefined): value is readonly ScimJson[] {
	return Array.isArray(value);
}

/** The property of that name, however it is spelled. */
export function propertyOf(object: ScimObject, name: string): ScimJson | undefined {
	return [...object].find(([given]) => given.toLowerCase() === name)?.[1];
}

/** An error of the parameter "SCIM User". */
export function invalidUser(says: string, todo: string): FailureError {
	return invalid('SCIM User', says, todo);
}

function kindOf(given: unknown): string {
	if (given === null || given === undefined) return 'nothing';
	if (Array.isArray(given)) return 'a list';
	return typeof given === 'object' ? 'a date' : `a ${typeof given}`;
}

/** What an attribute holds, by its key: a list of objects, or one. */
export type Structures = ReadonlyMap<string, 'list' | 'object'>;

/**
 * The value of an attribute with lists and objects in place of JSON texts for them. Other attributes keep their texts.
 * @param structures what the rows of the table take apart, beside what RFC 7643 defines
 * @throws FailureError `invalid` for a text that was to be JSON and is none
 */
export function asStructure(path: ScimPath, value: ScimJson, structures: Structures): ScimJson {
	if (path.sub !== undefined) return value;
	const isKnownObject = isManager(path) || attributeKey(path) === 'name';
	const kind = path.filter.length > 0 || isList(path) ? 'list' : isKnownObject ? 'object' : structures.get(attributeKey(path));
	if (kind === undefined) return value;
	const name = pathText(path);
	const parsed = structured(kind === 'list' ? `${name} takes a list` : `${name} takes an object`, value);
	return isJsonList(parsed) ? parsed.map((one) => structured(`${name} takes a list of objects`, one)) : parsed;
}

/** Their values are addresses, numbers and names, which no JSON can be. */
const PLAIN: ReadonlySet<string> = new Set(['username', 'emails', 'phonenumbers', 'ims', 'photos']);

/** @throws FailureError `invalid` for JSON where a row takes one of these */
export function assertPlain(path: ScimPath, value: ScimJson): void {
	const isPlain = PLAIN.has(attributeKey(path)) && (path.sub ?? 'value').toLowerCase() === 'value';
	if (!isPlain || typeof value !== 'string' || !looksStructured(value)) return;
	throw invalidUser(`${pathText(path)} takes plain text, not JSON in a string`, NO_TEXT);
}
