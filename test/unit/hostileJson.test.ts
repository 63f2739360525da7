import { openEnvelope } from '../../nodes/Axero/wire/failure';
import { failureOf } from '../../nodes/shared/failure';
import { JSON_LIMITS, isJsonObject, parseJson, plain, scalarText, whyNotJson, writeJson } from '../../nodes/shared/json/json';

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('JSON made to harm is refused with a reason', () => {
	it.each([
		['one level more than is read', nested(JSON_LIMITS.depth + 1), 'levels'],
		['a thousand levels', nested(1000), 'levels'],
		['ten million brackets', '['.repeat(10_000_000), 'levels'],
		['a million objects without an end', '{"a":'.repeat(1_000_000), 'levels'],
		['more values than a directory has', `[${'1,'.repeat(JSON_LIMITS.values)}1]`, 'values'],
		['more text than a directory has', `"${'x'.repeat(JSON_LIMITS.characters)}"`, 'longer than'],
		['a member twice', '{"Email":"ann@example.test","Email":"eve@example.test"}', 'Duplicate key'],
		['a member twice, escaped', '{"Email":"ann","\\u0045mail":"eve"}', 'Duplicate key'],
		['a member twice with the same value', '{"Email":"ann","Email":"ann"}', 'twice'],
		['a member twice, nothing in both', '{"Groups":{},"Groups":[]}', 'twice'],
		['a member twice, deep inside', '[{"a":[{"b":1,"b":1}]}]', 'twice'],
		['__proto__', '{"__proto__":{"isAdmin":true}}', '__proto__'],
		['__proto__, escaped', '{"\\u005f_proto__":{"isAdmin":true}}', '__proto__'],
		['__proto__ deep inside', '{"a":[{"__proto__":null}]}', '__proto__'],
		['two documents', '{} {}', 'end of input'],
		['NUL behind the document', '{}\u0000', 'end of input'],
		['a control character in a text', '"a\u0001"', 'Invalid character'],
		['a number that begins with zero', '{"a":0012}', 'expected'],
		['a number as a name', '{1.10:1}', 'expected'],
		['a number without its end', '[1.10e]', 'expecting a digit'],
		['two numbers in one', '[1.10.5]', 'expected'],
		['a number behind a text', '["a"1.10]', 'expected'],
		['a member twice, beside a number that JavaScript would change', '[{"a":1,"a":1},1.10]', 'twice'],
		['NaN', '[NaN]', 'expected'],
		['a comment', '{}/**/', 'end of input'],
		['half a document', '{"Users":[{"a":1},', 'end of input'],
	])('%s', (_what, text, reason) => {
		expect(parseJson(text)).toBeUndefined();
		expect(whyNotJson(text)).toContain(reason);
		expect({}).not.toHaveProperty('isAdmin');
	});
});

describe('JSON that is odd is read as it is meant', () => {
	const roundTrip = (text: string): string => writeJson(parseJson(text) ?? 'not read');

	it.each([
		['as many levels as are read', nested(JSON_LIMITS.depth)],
		['brackets in a text, which are no levels', `"${'['.repeat(1000)}"`],
		['colons and quotes in a text, which are no members', '{"a":"\\":{\\\\","b":"::"}'],
		['names of methods', '{"constructor":{"prototype":{"a":1}},"toString":"x","toJSON":"y","valueOf":1,"hasOwnProperty":null,"then":[]}'],
		['what looks like a number of ours', '{"isLosslessNumber":true,"value":"1"}'],
		['numbers beyond 2^53', '[9007199254740993,-12345678901234567890,1e400,1.10,-0,1E5,0.1000000000000000055511151231257827]'],
		['a backslash as a name, and then others that begin with one', '[{"a":0,"\\\\":0},{"a":0,"\\\\":0},{"a":0,"\\r":0},{"a":0,"\\"":0}]'],
		['an empty name', '{"":{"":""}}'],
		['a text that begins with NUL, beside a number that JavaScript would change', '{"a":"\\u00001.10","b":1.10}'],
		['a name that begins with NUL, beside such a number', '{"\\u0000a":1.10}'],
		['a text that shows how NUL is written, beside such a number', '["\\\\u00001.10",1.10]'],
		['names behind backslashes, beside such a number', '{"\\\\":1.10,"\\\\\\"":"\\"1.10","c":"\\\\"}'],
		['half of a surrogate pair', '"\\ud83e"'],
		['the same name on different levels', '{"a":{"a":{"a":1}}}'],
	])('%s', (_what, text) => {
		expect(roundTrip(text)).toBe(text);
	});

	it('shows names of methods as values, without calling one', () => {
		const value = parseJson('{"toString":"x","isLosslessNumber":true,"value":"1"}') ?? null;

		expect(scalarText(value)).toBeUndefined();
		expect(isJsonObject(value)).toBe(true);
		expect(plain(value)).toEqual({ toString: 'x', isLosslessNumber: true, value: '1' });
	});

	it('keeps numbers that JavaScript has not as text', () => {
		expect(plain(parseJson('[9007199254740993,1e400,12]') ?? null)).toEqual(['9007199254740993', '1e400', 12]);
	});

	it.each([
		['strings', `["${'x'.repeat(5_000_000)}","${'\\"'.repeat(2_500_000)}"]`],
		['blanks', `${' '.repeat(10_000_000)}[]`],
		['digits', '1'.repeat(10_000_000)],
	])('reads 10 MB of %s', (_what, text) => {
		expect(parseJson(text)).toBeDefined();
	});
});

describe("Axero's envelope", () => {
	const opened = (body: string): unknown => {
		try {
			return openEnvelope({ status: 200, statusText: 'OK', headers: {}, body });
		} catch (error) {
			return failureOf(error).kind;
		}
	};

	it.each([
		['an error told twice, once as none', '{"IsError":true,"IsError":false,"ResponseData":[]}', 'unreadable'],
		['an error told as a text', '{"IsError":"false","ResponseData":[]}', 'unreadable'],
		['an error on a prototype', '{"__proto__":{"IsError":false},"ResponseData":[]}', 'unreadable'],
		['a thousand levels', `{"IsError":false,"ResponseData":${nested(1000)}}`, 'unreadable'],
		['a list instead', '[{"IsError":false}]', 'unreadable'],
		['a number instead', '1', 'unreadable'],
		['an error whose message is an object', '{"IsError":true,"ResponseMessage":{"toString":"x"}}', 'refused'],
		['a total beyond belief', '{"IsError":false,"ResponseData":null,"TotalRecords":"-1"}', { data: null }],
	])('%s', (_what, body, expected) => {
		expect(opened(body)).toEqual(expected);
	});
});
