import { halfway, mayHaveLanded, type Failure } from '../../nodes/shared/failure';
import { toResult } from '../../nodes/shared/n8n/run/outcomes';
import type { Present } from '../../nodes/shared/n8n/run/userItem';
import type { Write } from '../../nodes/shared/provisioning/types';
import type { Doc } from './inMemoryDirectory';
import { PLAIN_RULES, PLAIN_WORDING } from './provisioned';

const CREATION = 'It is unclear whether the user was created. Check before you create it again, or use Create or Update.';
const CHANGE = 'It is unclear whether the change was saved. Run this item again.';

const present: Present<Doc> = {
	show: (doc) => ({ ...doc }),
	simplified: (shown) => shown,
	rules: PLAIN_RULES,
	wording: PLAIN_WORDING,
	scrub: (text) => text,
	includeUser: 'no',
	includeRequests: false,
};
const key = { by: 'id', value: 'ann' } as const;
const current = { id: 'ann', fields: new Map(), record: {} };
const edit = { field: 'title', to: 'Dr' } as const;
const CREATE: Write<Doc> = { kind: 'create', key: undefined, changes: [edit] };
const UPDATE: Write<Doc> = { kind: 'update', key, current, changes: [edit] };

/** What the item of a write that failed says. */
const told = (failure: Failure, plan: Write<Doc> = UPDATE): Failure => {
	const result = toResult({ kind: 'failed', plan, failure }, undefined, present);
	if (result.kind !== 'failed') throw new Error('It did not come out as failed');
	return result.failure;
};

const DOUBTFUL: ReadonlyArray<readonly [string, Failure]> = [
	['a server error', { kind: 'refused', status: 500, says: 'no' }],
	['a gateway that gave up', { kind: 'refused', status: 504, says: 'no' }],
	['a page instead of an answer', { kind: 'unreadable', status: 200, says: 'a web page' }],
	['a server error that can not be read', { kind: 'unreadable', status: 502, says: 'something else' }],
	['no answer', { kind: 'unreachable', landed: 'maybe', says: 'No answer' }],
];
const SURE: ReadonlyArray<readonly [string, Failure]> = [
	['a refusal', { kind: 'refused', status: 400, says: 'no' }],
	[
		'a refusal under the status of a server error, where the vendor says everything so',
		{ kind: 'refused', status: 500, inOwnWords: true, decided: true, says: 'no' },
	],
	['a refusal inside a 200', { kind: 'refused', status: 200, says: 'no' }],
	['the last status that is no server error', { kind: 'refused', status: 499, says: 'no' }],
	['nobody listening', { kind: 'unreachable', landed: 'no', says: 'No answer' }],
	['too many requests', { kind: 'throttled', says: 'slow down' }],
	['a credential that is not accepted', { kind: 'signIn', status: 401, says: 'no' }],
	['a redirect', { kind: 'redirected', status: 302, says: 'elsewhere' }],
	['nobody there', { kind: 'notFound', says: 'nobody' }],
	['several', { kind: 'ambiguous', says: 'several' }],
	['an input that can not be carried', { kind: 'invalid', says: 'empty' }],
	['a record that somebody else changed', { kind: 'conflict', says: 'changed' }],
	['the guard', { kind: 'guarded', says: 'too many' }],
	['an item that was skipped', { kind: 'skipped', says: 'skipped' }],
	['a cancelled execution', { kind: 'cancelled', says: 'cancelled' }],
	['a defect of ours', { kind: 'unexpected', says: 'x is not a function' }],
];

describe('a write that failed', () => {
	it.each(DOUBTFUL)('may have been carried out, after %s', (_what, failure) => {
		expect(mayHaveLanded(failure)).toBe(true);
	});

	it.each(SURE)('was surely not carried out, after %s', (_what, failure) => {
		expect(mayHaveLanded(failure)).toBe(false);
	});
});

describe('a write of several that failed after the first', () => {
	const steps = { done: 'The user was created with ID 7', rest: 'its fields were' };

	it.each(DOUBTFUL)('leaves the doubt to the rest alone, after %s', (_what, failure) => {
		const half = halfway(failure, steps);

		expect(half.says).toBe(`The user was created with ID 7, but it is unclear whether its fields were written. ${failure.says}`);
		expect(told(half, CREATE)).toEqual(half);
	});

	it.each(SURE)('says that the rest was not written, after %s', (_what, failure) => {
		expect(halfway({ ...failure, todo: 'Before' }, { ...steps, todo: 'Run it again.' })).toEqual({
			...failure,
			halfway: true,
			says: `The user was created with ID 7, but its fields were not written. ${failure.says}`,
			todo: 'Run it again.',
		});
		expect(halfway({ ...failure, todo: 'Before' }, steps).todo).toBe('Before');
	});
});

describe('the item of a write that failed', () => {
	it.each(DOUBTFUL.slice(0, 4))('says that it may have been carried out, after %s', (_what, failure) => {
		expect(told(failure)).toEqual({ ...failure, todo: CHANGE });
		expect(told(failure, CREATE)).toEqual({ ...failure, todo: CREATION });
	});

	it('says so after what helps, as sentences', () => {
		const failure: Failure = { kind: 'refused', status: 503, says: 'busy', todo: 'Try again later.' };

		expect(told(failure).todo).toBe(`Try again later. ${CHANGE}`);
		expect(told({ ...failure, todo: 'Try again later' }, CREATE).todo).toBe(`Try again later. ${CREATION}`);
	});

	it('says so once, where the way out has said it', () => {
		const failure: Failure = {
			kind: 'unreachable',
			landed: 'maybe',
			says: 'No answer',
			todo: 'It is unclear whether the request went through.',
		};

		expect(told(failure)).toEqual(failure);
	});

	it.each<Write<Doc>>([
		UPDATE,
		{ kind: 'updateUnseen', key, changes: [edit] },
		{ kind: 'activate', key, current },
		{ kind: 'deactivate', key, current },
		{ kind: 'archive', key, current },
		{ kind: 'delete', key, current },
	])('says so whatever it was to do: $kind', (plan) => {
		expect(told({ kind: 'unreadable', status: 200, says: 'half a body' }, plan).todo).toBe(CHANGE);
	});

	it.each(SURE)('leaves no doubt, after %s', (_what, failure) => {
		expect(told(failure)).toEqual(failure);
		expect(told(failure, { ...CREATE, key })).toEqual(failure);
	});

	it.each(SURE)('of a creation without a look-up says what to do if the user is there already, after %s', (_what, failure) => {
		const advice = 'If the user already exists, use Create or Update';

		expect(told(failure, CREATE).todo).toBe(failure.kind === 'refused' ? advice : failure.todo);
	});
});
