import fc from 'fast-check';
import { parse } from 'lossless-json';

import { isJsonObject, jsonNumber, parseJson, plain, scalarText, whyNotJson, writeJson } from '../../nodes/shared/json/json';

const NAMES = fc.constantFrom('0', '10', '2', '01', 'a', '');

/** JSON texts whose numbers a JavaScript number keeps or changes, under names of which some are numbers. */
const { document } = fc.letrec<{ document: string }>((tie) => ({
	document: fc.oneof(
		{ depthSize: 'small' },
		fc.constantFrom('0', '7', '-1.5', '1.10', '-0', '1E5', '12345678901234567890', '0.1000000000000000055511151231257827', 'null', 'true'),
		fc.string().map((text) => JSON.stringify(text)),
		fc.array(tie('document')).map((all) => `[${all.join(', ')}]`),
		fc
			.uniqueArray(fc.tuple(fc.oneof({ weight: 4, arbitrary: NAMES }, { weight: 1, arbitrary: fc.string() }), tie('document')), {
				selector: ([name]) => name,
			})
			.map((all) => `{${all.map(([name, one]) => `${JSON.stringify(name)}: ${one}`).join(', ')}}`),
	),
}));

describe('JSON', () => {
	it('is read as the library reads it', () => {
		fc.assert(
			fc.property(document, (text) => {
				fc.pre(!text.includes('__proto__'));
				expect(parseJson(text)).toEqual(parse(text));
			}),
			{ numRuns: 2_000 },
		);
	});

	it('keeps the digits of numbers whose names are numbers, which the platform puts first', () => {
		const value = parseJson('{"b":1.10,"1":2.50,"0":3.0}');

		expect(isJsonObject(value) ? ['b', '1', '0'].map((name) => scalarText(value[name])) : value).toEqual(['1.10', '2.50', '3.0']);
	});

	it.each([
		'{"id":12345678901234567890}',
		'{"n":1.10}',
		'[1E5,0.10,-0,9007199254740993]',
		'{"t":"0012","u":"Łódź 🧭"}',
		'"a"',
		'null',
		'true',
	])('comes out digit by digit as it went in: %s', (text) => {
		const value = parseJson(text);

		expect(value === undefined ? undefined : writeJson(value)).toBe(text);
	});

	it.each(['{"a":[0,-1,1.5,{"b":1e+21}],"c":"0012","d":null,"e":true}', '[]', '[[1,[2]],"1"]', '7', '{"1":1,"0":{"":-0.5}}'])(
		'is read the same beside a number that a JavaScript number would change: %s',
		(text) => {
			const beside = parseJson(`[${text},1.10]`);

			expect(Array.isArray(beside) ? beside[0] : beside).toEqual(parseJson(text));
		},
	);

	it.each(['', '{', '{"a":1,"a":2}', '<html>', '{"a":1} x', "{'a':1}"])('is refused when it is not JSON: %s', (text) => {
		expect(parseJson(text)).toBeUndefined();
		expect(whyNotJson(text)).not.toBe('');
	});

	it('gives an n8n item numbers where they are exact and text where they are not', () => {
		expect(plain(parseJson('{"a":12,"b":12345678901234567890,"c":[1.5,1.10],"d":null}') ?? null)).toEqual({
			a: 12,
			b: '12345678901234567890',
			c: [1.5, '1.10'],
			d: null,
		});
	});

	it.each([
		['9007199254740991', 9007199254740991],
		['9007199254740992', '9007199254740992'],
		['9007199254740993', '9007199254740993'],
		['9007199254740994', '9007199254740994'],
		['-9007199254740991', -9007199254740991],
		['-9007199254740992', '-9007199254740992'],
		['1e+21', '1e+21'],
		['1.5', 1.5],
		['0', 0],
	])('gives an n8n item whole numbers as text from 2^53 on, every one of them: %s', (digits, given) => {
		expect(plain(parseJson(digits) ?? null)).toBe(given);
	});

	it('reads the text of scalars only', () => {
		const values = parseJson('["0012",12345678901234567890,true,null,[1],{"a":1}]');

		expect(Array.isArray(values) ? values.map(scalarText) : values).toEqual([
			'0012',
			'12345678901234567890',
			'true',
			undefined,
			undefined,
			undefined,
		]);
	});

	it('does not let a document reach into prototypes', () => {
		const value = parseJson('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');

		expect(Object.prototype).not.toHaveProperty('polluted');
		expect(isJsonObject(value) ? Object.getPrototypeOf(value) : Object.prototype).toBe(Object.prototype);
	});

	it('writes a whole number of any length without quotes', () => {
		expect(writeJson({ CompanyId: jsonNumber('00070001'.replace(/^0+/, '')) })).toBe('{"CompanyId":70001}');
	});
});
