import { readFileSync } from 'node:fs';
import path from 'node:path';

import { failureOf } from '../../nodes/shared/failure';
import { booleanOf } from '../../nodes/shared/n8n/parameters/readings';
import { optionalBoolean, toBoolean } from '../../nodes/shared/fields/values';
import { filesUnder, ROOT } from '../package/packed';
import { executionContext } from './executionContext';

const attempt = (run: () => unknown) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};
const read = (given: unknown, usual: boolean) =>
	attempt(() =>
		booleanOf(
			executionContext({ parameters: { 'options.verify': given } }).context,
			0,
			{ displayName: 'Verify', name: 'verify', default: usual },
			'options',
		),
	);

describe('true and false', () => {
	it.each([true, 'true', 'TRUE', 'True', ' true\u00a0', 1, '1'])('are read in one way: %j is true', (given) => {
		expect([toBoolean('X', given), read(given, false), read(given, true)]).toEqual([true, true, true]);
	});

	it.each([false, 'false', 'FALSE', 'False', '\tfalse', 0, '0'])('are read in one way: %j is false', (given) => {
		expect([toBoolean('X', given), read(given, false), read(given, true)]).toEqual([false, false, false]);
	});

	it.each(['yes', 'no', 'on', 'off', 'y', 'x', 2, -1, '01', 'truee', {}, [], ['a'], [true]])(
		'are nothing else: %j names the parameter',
		(given) => {
			expect(read(given, false)).toMatchObject({
				kind: 'invalid',
				parameter: 'Verify',
				says: expect.stringMatching(/^Verify takes true or false, not /),
			});
		},
	);

	it.each([undefined, null, '', ' '])('are the default where an expression gives nothing: %j', (given) => {
		expect([read(given, false), read(given, true)]).toEqual([false, true]);
	});

	it.each([undefined, null, '', ' \t'])('are left alone where a field has nothing: %j', (given) => {
		expect(optionalBoolean('Auto Login', given)).toBeUndefined();
	});

	it.each([
		['FALSE', false],
		[0, false],
		['1', true],
	])('are read in a field as in a parameter: %j', (given, is) => {
		expect(optionalBoolean('Auto Login', given)).toBe(is);
	});

	it('are read nowhere by another rule', () => {
		const others = filesUnder(path.join(ROOT, 'nodes')).filter((file) =>
			/getNodeParameter\([^)]*\) *[!=]==? *(true|false)\b/.test(readFileSync(path.join(ROOT, 'nodes', file), 'utf8')),
		);

		expect(others).toEqual([]);
	});
});
