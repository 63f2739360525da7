import { DateTime } from 'luxon';

import { failureOf } from '../../nodes/shared/failure';
import { columns } from '../../nodes/shared/n8n/parameters/columns';
import type { FieldSpec } from '../../nodes/shared/fields/spec';
import { toFieldValue as valueOf } from '../../nodes/shared/fields/edits';
import { fromJson, toText } from '../../nodes/shared/fields/values';

const spec = (type: FieldSpec['type']): FieldSpec => ({ name: 'x', label: 'X', type });
const toFieldValue = (of: FieldSpec, value: unknown) => valueOf(of, value, 'Europe/Berlin');
const attempt = (run: () => unknown) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};

describe('a mapped value', () => {
	it.each([undefined, null, ''])('leaves the field alone when there is none: %j', (value) => {
		expect(toFieldValue(spec('text'), value)).toBeUndefined();
		expect(toFieldValue(spec('list'), value)).toBeUndefined();
		expect(toFieldValue(spec('boolean'), value)).toBeUndefined();
	});

	it.each([
		['0012', '0012'],
		[' kept ', ' kept '],
		[12, '12'],
		[0, '0'],
		[true, 'true'],
		[false, 'false'],
		['12345678901234567890', '12345678901234567890'],
		[DateTime.fromISO('2026-11-22T08:00:00.000Z', { zone: 'utc' }), '2026-11-22T08:00:00.000Z'],
		[new Date(Date.UTC(2026, 10, 22, 8)), '2026-11-22T08:00:00.000Z'],
	])('is text for a text field: %j', (value, expected) => {
		expect(toFieldValue(spec('text'), value)).toBe(expected);
	});

	it('is not repeated where it is too large: it may be a password', () => {
		expect(() => toText('Password', 12345678901234567890)).toThrow(/^Password is a number that is too large to be exact$/);
	});

	it.each([12345678901234567890, Number.NaN, new Date(Number.NaN), ['a'], { a: 1 }])(
		'is refused where it cannot be exact text: %j',
		(value) => {
			expect(attempt(() => toFieldValue(spec('text'), value))).toMatchObject({ kind: 'invalid', parameter: 'X' });
		},
	);

	it.each([
		['a, b ,c', ['a', 'b', 'c']],
		[
			['a', 'b, c'],
			['a', 'b, c'],
		],
		['["a","0012"]', ['a', '0012']],
		[
			[1, 2],
			['1', '2'],
		],
		['one', ['one']],
		['[]', []],
	])('becomes a list: %j', (value, expected) => {
		expect(toFieldValue(spec('list'), value)).toEqual(expected);
	});

	it.each([
		[true, true],
		['TRUE', true],
		['false', false],
	])('becomes a boolean: %j', (value, expected) => {
		expect(toFieldValue(spec('boolean'), value)).toBe(expected);
	});

	it('is refused as a boolean when it is neither', () => {
		expect(attempt(() => toFieldValue(spec('boolean'), 'yes'))).toMatchObject({ kind: 'invalid' });
	});

	it.each([
		[
			{ a: '1', b: null, c: { d: undefined } },
			{ a: '1', c: {} },
		],
		['{"a":"0012"}', { a: '0012' }],
		['[{"Key":"k","Value":"12345678901234567890"}]', [{ Key: 'k', Value: '12345678901234567890' }]],
	])('becomes members: %j', (value, expected) => {
		expect(toFieldValue(spec('json'), value)).toEqual(expected);
	});

	it.each(['{', '{"a":1,"a":2}', 'text'])('names the parameter and what is wrong with its JSON: %s', (text) => {
		expect(attempt(() => fromJson('Fields as JSON', text))).toMatchObject({
			kind: 'invalid',
			parameter: 'Fields as JSON',
			says: expect.stringContaining('Fields as JSON is not valid JSON: '),
		});
	});
});

describe('the columns of a field table', () => {
	it('offers common fields at once and the rest on request', () => {
		const { fields } = columns([{ ...spec('text'), common: true }, { ...spec('choice'), choices: ['A'] }, spec('boolean'), spec('list')]);

		expect(fields.map(({ type, removed }) => [type, removed])).toEqual([
			['string', false],
			['options', true],
			['boolean', true],
			['string', true],
		]);
		expect(fields[1]?.options).toEqual([{ name: 'A', value: 'A' }]);
	});
});
