import { afterLostTry, failed, failureOf, isUnwritten, LOST_TRY, mayHaveLanded, type Failure } from '../../nodes/shared/failure';
import { judged } from '../../nodes/shared/http/answers';
import { deleting } from '../../nodes/shared/provisioning/userOperation';
import { InMemoryDirectory, person } from './inMemoryDirectory';
import { provision } from './provisioned';

const refused: Failure = { kind: 'refused', status: 400, says: 'Unknown user', todo: 'Check the ID.' };
const lost: Failure = { kind: 'unreachable', landed: 'maybe', says: 'Timeout' };

describe('a deletion', () => {
	const run = async (failure: Failure, { isDone = false, seesNobody = true } = {}) => {
		const directory = new InMemoryDirectory(person('ann'));
		const { find } = directory;
		const sought = Object.assign(directory, {
			remove: async () => {
				if (isDone) directory.delete('ann');
				return await Promise.reject(failed(failure));
			},
			find: async (key: Parameters<typeof find>[0]) => {
				if (directory.of('ann') === undefined && !seesNobody) throw failed({ kind: 'unreachable', landed: 'no', says: 'Down' });
				return await find(key);
			},
		});
		const wanted = { key: { by: 'email', value: 'ann@example.test' }, options: undefined } as const;
		return await provision(deleting(sought), [{ kind: 'wanted', wanted }], { concurrency: 1, stopAtFailure: false });
	};

	it.each([
		['got no answer', lost],
		['met a vendor that broke', { kind: 'refused', status: 500, says: 'Oops' }],
		['was refused after a try without an answer', afterLostTry(refused)],
		['found nobody after a try without an answer', afterLostTry({ kind: 'notFound', says: 'Nobody' })],
	] as const)('that %s is done when the user no longer exists', async (_what, failure) => {
		expect(await run(failure, { isDone: true })).toMatchObject([{ kind: 'written', plan: { kind: 'delete' } }]);
	});

	it.each([
		['the user is still there', { isDone: false }],
		['the look-up fails', { isDone: true, seesNobody: false }],
	])('that got no answer is not taken for done when %s', async (_what, how) => {
		expect(await run(lost, how)).toMatchObject([{ kind: 'failed', failure: lost }]);
	});

	it('that was simply refused is not looked at again', async () => {
		expect(await run(refused, { isDone: true })).toMatchObject([{ kind: 'failed', failure: refused }]);
	});
});

describe('what ended a write of which an earlier try got no answer', () => {
	const CERTAIN: readonly Failure[] = [
		refused,
		{ kind: 'notFound', says: 'Nobody' },
		{ kind: 'signIn', status: 401, says: 'No' },
		{ kind: 'throttled', says: 'Busy' },
		{ kind: 'unreachable', landed: 'no', says: 'Refused' },
		{ kind: 'refused', status: 400, says: 'No', unwritten: true },
	];

	it.each(CERTAIN)('may have been carried out, and that is said once: %j', (failure) => {
		const doubted = afterLostTry(failure);

		expect([mayHaveLanded(failure), mayHaveLanded(doubted), isUnwritten(doubted)]).toEqual([false, true, false]);
		expect(doubted.todo?.split(LOST_TRY)).toHaveLength(2);
		expect(afterLostTry(doubted)).toBe(doubted);
	});

	it('is judged by the last answer alone where there was no other try', () => {
		const judge = (wasRepeated?: true): Failure => {
			try {
				return judged(wasRepeated ? { wasRepeated } : {}, () => {
					throw failed(refused);
				});
			} catch (error) {
				return failureOf(error);
			}
		};

		expect(judge()).toEqual(refused);
		expect(judge(true)).toEqual(afterLostTry(refused));
	});
});
