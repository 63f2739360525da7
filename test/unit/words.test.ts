import { failed, isUnwritten, mayHaveLanded, type Failure } from '../../nodes/shared/failure';
import { inDoubt, sentences, titled } from '../../nodes/shared/words';
import { toNodeError } from '../../nodes/shared/n8n/run/errors';
import { readItems } from '../../nodes/shared/n8n/run/items';
import { executionContext } from './executionContext';

const node = executionContext().context.getNode();
const errorOf = (failure: Failure, itemIndex?: number) =>
	toNodeError(node, failure, { ...(itemIndex === undefined ? {} : { itemIndex }), scrub: (text) => text });

describe('sentences of a message', () => {
	it.each<[parts: ReadonlyArray<string | undefined>, whole: string]>([
		[['No answer', 'Try again.'], 'No answer. Try again.'],
		[['No answer.', 'Try again.'], 'No answer. Try again.'],
		[['No answer. ', ' Try again'], 'No answer. Try again'],
		[['Really?', 'Yes!', 'Well…', 'so'], 'Really? Yes! Well… so'],
		[['The vendor says "No."', 'Try again.'], 'The vendor says "No." Try again.'],
		[[undefined, '', ' ', 'Only this'], 'Only this'],
		[['Only this.', undefined], 'Only this.'],
		[[], ''],
	])('%j have one stop between them', (parts, whole) => {
		expect(sentences(...parts)).toBe(whole);
	});

	it.each<[string, number | undefined, string]>([
		['No answer', 3, 'No answer [item 3]'],
		['No answer.', 3, 'No answer [item 3]'],
		['No answer [item 3]', 3, 'No answer [item 3]'],
		['No answer. [item 0] [item 0]', 3, 'No answer [item 3]'],
		['Wait...', 0, 'Wait... [item 0]'],
		['No answer.', undefined, 'No answer'],
		['No answer [item 0]', undefined, 'No answer'],
	])('a title has no stop and its item once: %p of item %p', (says, itemIndex, title) => {
		expect(titled(says, itemIndex)).toBe(title);
	});
});

describe('that nothing was written', () => {
	const says = 'x';
	const FOUND_BEFORE: readonly Failure[] = [
		{ kind: 'invalid', says },
		{ kind: 'ambiguous', says },
		{ kind: 'skipped', says },
		{ kind: 'unreadable', status: 200, unwritten: true, says },
		{ kind: 'refused', status: 500, unwritten: true, says },
	];
	const PERHAPS_AFTER: readonly Failure[] = [
		{ kind: 'signIn', status: 401, says },
		{ kind: 'notFound', says },
		{ kind: 'refused', status: 400, says },
		{ kind: 'throttled', says },
		{ kind: 'unreachable', landed: 'no', says },
		{ kind: 'unreachable', landed: 'maybe', says },
		{ kind: 'unreadable', status: 200, says },
		{ kind: 'redirected', status: 302, says },
		{ kind: 'conflict', says },
		{ kind: 'guarded', says },
		{ kind: 'cancelled', says },
		{ kind: 'unexpected', says },
	];

	it.each(FOUND_BEFORE)('is said of what was found before the first write: %j', (failure) => {
		expect(errorOf({ ...failure, todo: 'Mend it' }, 2).description).toBe('Mend it. Nothing was written for this item.');
		expect(errorOf(failure).description).toBe('Nothing was written.');
		expect([isUnwritten(failure), mayHaveLanded(failure), inDoubt(failure, 'Perhaps it was.')]).toEqual([true, false, failure]);
	});

	it.each(PERHAPS_AFTER)('is not said of what may come after one: %j', (failure) => {
		expect(errorOf({ ...failure, todo: 'Mend it.' }, 2).description).toBe('Mend it.');
	});

	it.each(FOUND_BEFORE)('is not said of what is half done: %j', (failure) => {
		expect(errorOf({ ...failure, halfway: true }, 2).description ?? '').toBe('');
	});
});

describe('an error of the platform about a parameter', () => {
	it.each(['Invalid input for "Fields"', 'Invalid input for "Fields" [item 1]', 'Invalid input for "Fields" [item 1] [item 1]'])(
		'names its item once: %s',
		(message) => {
			const { context } = executionContext({ items: 2 });
			const [, second] = readItems(context, (i) => {
				throw i === 0 ? failed({ kind: 'invalid', says: 'x' }) : new Error(message);
			});

			expect(second?.kind === 'failed' && errorOf(second.failure, 1).message).toBe('Invalid input for "Fields" [item 1]');
		},
	);
});
