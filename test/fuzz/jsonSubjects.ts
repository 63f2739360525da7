import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import { openEnvelope } from '../../nodes/Axero/wire/failure';
import { isJsonObject, parseJson, scalarText, whyNotJson, writeJson, type Json } from '../../nodes/shared/json/json';
import { json, mutatedJson } from './arbitraryJson';
import { assertKind, assertSame, attempt, subject, type Verdict } from './subject';

type Read = Readonly<{ value: unknown }>;

/** `JSON.parse` as the independent reader; a value of `undefined` stands for "no JSON". */
function readByPlatform(text: string): Read | undefined {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

const STRINGS = /"(?:[^"\\]|\\[^])*"/g;
const numbersIn = (text: string): readonly string[] => (text.replace(STRINGS, '""').match(/-?\d[\d.eE+-]*/g) ?? []).sort();
const colonsIn = (text: string): number => text.replace(STRINGS, '').split(':').length - 1;

/** Members that arrived, without `__proto__`, which does not count; a member twice arrives once. */
function membersOf(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	const inside = Object.values(value).reduce<number>((sum, one) => sum + membersOf(one), 0);
	return Array.isArray(value) ? inside : inside + Object.keys(value).filter((name) => name !== '__proto__').length;
}

/** Ours with every number rounded, as the platform has it. */
function rounded(value: Json): unknown {
	if (Array.isArray(value)) return value.map(rounded);
	if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rounded(one)]));
	return typeof value === 'string' || typeof value === 'boolean' || value === null ? value : Number(scalarText(value));
}

/**
 * Node 24.21 forgets what stands behind the backslash: after JSON.parse('{"a":0,"\\\\":0}') it reads {"a":0,"\\r":0}
 * with a member "\\". So it never gets to see a member of that name; ours is held to it in hostileJson.test.ts.
 */
const MISLEADS_THE_PLATFORM = /"(?:\\\\|\\u005c)"\s*:/i;

function judgeJson(text: string): Verdict {
	if (MISLEADS_THE_PLATFORM.test(text)) return 'not compared';
	const theirs = readByPlatform(text);
	const ours = parseJson(text);
	const unambiguous = theirs !== undefined && colonsIn(text) === membersOf(theirs.value);
	if ((ours !== undefined) !== unambiguous)
		throw new Error(ours === undefined ? `refused without a reason: ${whyNotJson(text)}` : 'read what is no JSON, or ambiguous');
	if (ours === undefined) return theirs ? 'refused on purpose' : 'refused by both';
	assertSame(rounded(ours), theirs?.value, isDeepStrictEqual(rounded(ours), theirs?.value));
	const written = writeJson(ours);
	assertSame(written, theirs?.value, isDeepStrictEqual(JSON.parse(written), theirs?.value));
	assertSame(numbersIn(written), numbersIn(text), isDeepStrictEqual(numbersIn(written), numbersIn(text)));
	const again = parseJson(written);
	assertSame(written, again, again !== undefined && writeJson(again) === written);
	return 'the same value';
}

function judgeEnvelope([data, total, isError, blank]: [string, number, string, string]): Verdict {
	const body = `{${blank}"IsError":${isError},"ResponseMessage":"No","ResponseData":${blank}${data},"TotalRecords":${total}}`;
	const expected = parseJson(data);
	const opened = attempt(() => openEnvelope({ status: 200, statusText: 'OK', headers: {}, body }));
	if ('failure' in opened) {
		assertKind(opened.failure, isError === 'true' && parseJson(body) !== undefined ? 'refused' : 'unreadable');
		if (expected !== undefined && isError === 'false') throw new Error(`refused without a reason: ${opened.failure.says}`);
		return 'refused';
	}
	const same =
		isError === 'false' && expected !== undefined && opened.result.total === total && writeJson(opened.result.data) === writeJson(expected);
	assertSame(opened.result, data, same);
	return 'the same data';
}

export const JSON_SUBJECTS = [
	subject('JSON, generated documents', json, judgeJson),
	subject('JSON, mutated documents', mutatedJson, judgeJson),
	subject(
		'Axero envelope',
		fc.tuple(
			fc.oneof({ weight: 3, arbitrary: json }, { weight: 1, arbitrary: mutatedJson }),
			fc.nat(),
			fc.constantFrom('false', 'false', 'false', 'false', 'false', 'false', 'true', 'null', '"false"'),
			fc.constantFrom('', ' ', '\n'),
		),
		judgeEnvelope,
	),
];
