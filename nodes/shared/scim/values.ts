import { failed } from '../failure';
import type { FieldValue } from '../provisioning/types';

/** A JSON value whose objects are maps: a member called `__proto__` or `constructor` is a name like any other. */
export type ScimJson = string | number | boolean | null | readonly ScimJson[] | ScimMembers;
export type ScimMembers = ReadonlyMap<string, ScimJson>;

/** A SCIM resource has five levels (extension, attribute, entry, sub-attribute, its values); cycles end here too. */
const DEEPEST = 16;

/**
 * What an expression gave, as members.
 * @throws FailureError `invalid` when it is no object, too deep, or holds an invalid date
 */
export function membersOf(given: unknown): ScimMembers {
	const json = toJson(given, 0);
	if (isMembers(json)) return json;
	throw invalid(`SCIM User takes one object, not ${kindOf(given)}`, 'Pass the user itself, for example {{ $json.body }}.');
}

/**
 * A JSON text in place of the object or list that it writes out, which is how spreadsheets and form fields hold one.
 * @param takes what the attribute takes, as the message says it
 * @throws FailureError `invalid` for a text that begins like one and is none
 */
export function structured(takes: string, value: ScimJson): ScimJson {
	if (typeof value !== 'string' || !looksStructured(value)) return value;
	const json = parsed(value);
	if (json === undefined) throw invalid(`${takes}, not a text that is no valid JSON`, NO_TEXT);
	return toJson(json, 0) ?? null;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // the caller says what the attribute takes
	}
}

/** Whether a text is a JSON object or list, or was to be one: `{"…`, `[{`, `["…`, `[object Object]`. */
export function looksStructured(text: string): boolean {
	return /^\s*(\{\s*["'}]|\[\s*["'{[\]]|\[object )/.test(text);
}

/** What helps against structure in the form of text. */
export const NO_TEXT = 'Pass the value itself, without quotes around it; JSON.parse in an expression makes it of a text.';

function toJson(given: unknown, depth: number): ScimJson | undefined {
	if (given === null || typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') return given;
	if (typeof given === 'bigint') return String(given);
	if (typeof given !== 'object') return undefined;
	if (depth >= DEEPEST) throw invalid(`SCIM User is nested more than ${DEEPEST} levels deep`, 'Pass a SCIM 2.0 user or PatchOp message.');
	if (isTime(given)) return time(given);
	if (Array.isArray(given)) return given.flatMap((one: unknown) => toJson(one, depth + 1) ?? []);
	const members = Object.entries(given).map(([name, one]: [string, unknown]) => [name, toJson(one, depth + 1)] as const);
	return new Map(members.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Date, and luxon's DateTime behind `$now`. */
function isTime(given: object): given is { toJSON: () => unknown } {
	return 'toJSON' in given && typeof given.toJSON === 'function';
}

function time(given: { toJSON: () => unknown }): string {
	const text = given.toJSON();
	if (typeof text === 'string') return text;
	throw invalid('SCIM User holds an invalid date', 'Check the expressions that make the user.');
}

/**
 * A value as fields take it; members and entries without a value are left out.
 * @param name the attribute, for the message
 * @throws FailureError `invalid` for a number that JavaScript has already rounded
 */
export function toFieldValue(name: string, json: ScimJson): FieldValue | undefined {
	if (json === null) return undefined;
	if (typeof json === 'number' && !(Number.isInteger(json) ? Number.isSafeInteger(json) : Number.isFinite(json))) {
		throw invalid(`${name} is a number that can't be exact (${json})`, 'Pass it as text, in quotes.');
	}
	if (isMembers(json)) {
		const members = [...json].filter(([member]) => member !== '__proto__');
		return Object.fromEntries(members.flatMap(([member, value]) => entry(member, toFieldValue(`${name}.${member}`, value))));
	}
	if (isJsonList(json)) return json.flatMap((one) => wrapped(toFieldValue(name, one)));
	return json;
}

function entry(name: string, value: FieldValue | undefined): ReadonlyArray<readonly [string, FieldValue]> {
	return value === undefined ? [] : [[name, value]];
}

function wrapped(value: FieldValue | undefined): readonly FieldValue[] {
	return value === undefined ? [] : [value];
}

/** RFC 7643 §2.5: null and an empty list are the same as no value. So is an empty text for Entra ID, Okta and the fields here. */
export function isEmpty(value: ScimJson | FieldValue): boolean {
	return value === null || value === '' || (Array.isArray(value) && value.every((one) => one === null));
}

export function isMembers(value: ScimJson | undefined): value is ScimMembers {
	return value instanceof Map;
}

export function isJsonList(value: ScimJson | undefined): value is readonly ScimJson[] {
	return Array.isArray(value);
}

/** The member of that name, however it is spelled. */
export function member(members: ScimMembers, name: string): ScimJson | undefined {
	return [...members].find(([given]) => given.toLowerCase() === name)?.[1];
}

/** An error of the parameter "SCIM User". */
export function invalid(says: string, todo: string) {
	return failed({ kind: 'invalid', parameter: 'SCIM User', says, todo });
}

function kindOf(given: unknown): string {
	if (given === null || given === undefined) return 'nothing';
	if (Array.isArray(given)) return 'a list';
	return typeof given === 'object' ? 'a date' : `a ${typeof given}`;
}
