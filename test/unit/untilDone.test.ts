import { turnsOfSeveral, untilDone } from '../../nodes/ISpringLearn/course/untilDone';
import { gathered, inParts } from '../../nodes/ISpringLearn/course/gathered';
import { failed, type Failure } from '../../nodes/shared/failure';
import { NotSentError } from '../../nodes/shared/http/readOnly';

const LOST: Failure = { kind: 'unreachable', landed: 'maybe', says: 'no answer' };
const REFUSED: Failure = { kind: 'refused', status: 400, says: 'Wrong parameters' };

/** A vendor that answers each request in its own way, and what it has done by now. */
function vendor(...answers: ReadonlyArray<Readonly<{ does?: number; failure?: Failure }>>) {
	const done = new Set<string>();
	const asked: Array<readonly string[]> = [];
	let looks = 0;
	return {
		done,
		asked,
		looks: () => looks,
		steps: {
			send: async (todo: readonly string[]): Promise<void> => {
				const { does = todo.length, failure } = answers[asked.length] ?? {};
				asked.push(todo);
				todo.slice(0, does).forEach((one) => done.add(one));
				await Promise.resolve();
				if (failure) throw failed(failure);
			},
			left: async (todo: readonly string[]): Promise<readonly string[]> => {
				looks += 1;
				return await Promise.resolve(todo.filter((one) => !done.has(one)));
			},
		},
	};
}

describe('what must not be done twice', () => {
	it('is sent once, and not looked at, where all goes well', async () => {
		const { steps, asked, looks } = vendor({});
		await untilDone(['a', 'b'], steps);

		expect([asked, looks()]).toEqual([[['a', 'b']], 0]);
	});

	it('is not sent again where the answer was lost and all is done', async () => {
		const { steps, asked } = vendor({ failure: LOST });
		await untilDone(['a', 'b'], steps);

		expect(asked).toEqual([['a', 'b']]);
	});

	it('is sent in part where a part is done, as often as there is less of it', async () => {
		const { steps, asked, done } = vendor({ does: 1, failure: LOST }, { does: 1, failure: LOST }, {});
		await untilDone(['a', 'b', 'c'], steps);

		expect(asked).toEqual([['a', 'b', 'c'], ['b', 'c'], ['c']]);
		expect(done.size).toBe(3);
	});

	it('fails where nothing of it is done, and says that another run does no harm', async () => {
		const { steps, asked } = vendor({ does: 0, failure: LOST });

		await expect(untilDone(['a'], steps)).rejects.toMatchObject({
			failure: { ...LOST, todo: 'Run this item again: only what is still missing is sent.' },
		});
		expect(asked).toHaveLength(1);
	});

	it('fails with the vendor’s own words where it refuses', async () => {
		const { steps } = vendor({ does: 0, failure: REFUSED });

		await expect(untilDone(['a'], steps)).rejects.toMatchObject({ failure: REFUSED });
	});

	it('is not looked at where nothing left the machine, or the credential is refused', async () => {
		const { steps, looks } = vendor({ does: 0, failure: { kind: 'signIn', status: 401, says: 'no' } });
		const preview = new NotSentError([]);

		await expect(untilDone(['a'], steps)).rejects.toMatchObject({ failure: { kind: 'signIn' } });
		await expect(untilDone(['a'], { ...steps, send: async () => await Promise.reject(preview) })).rejects.toBe(preview);
		expect(looks()).toBe(0);
	});

	it('is not repeated as it is where a part of it is done', async () => {
		const { steps, done } = vendor();
		const objections: unknown[] = [];
		const send = async (_todo: readonly string[], beforeRepeat: () => Promise<void>): Promise<void> => {
			await beforeRepeat();
			done.add('a');
			await beforeRepeat().catch((error: unknown) => objections.push(error));
		};
		await untilDone(['a', 'b'], { ...steps, send });

		expect(objections).toMatchObject([{ failure: { kind: 'conflict' } }]);
	});
});

describe('tasks for the same people', () => {
	it('run one after another, others at the same time, and a failure stops nobody', async () => {
		const inTurn = turnsOfSeveral();
		const told: string[] = [];
		const task =
			(name: string, ms: number, fails = false) =>
			async () => {
				told.push(`${name} begins`);
				await new Promise((resolve) => setTimeout(resolve, ms));
				told.push(`${name} ends`);
				if (fails) throw new Error(name);
			};
		const all = await Promise.allSettled([
			inTurn(['ana', 'ben'], task('one', 20, true)),
			inTurn(['ben', 'eva'], task('two', 1)),
			inTurn(['eva', 'ana'], task('three', 1)),
			inTurn(['tom'], task('four', 1)),
		]);

		expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
		expect(told.filter((one) => !one.startsWith('four'))).toEqual([
			'one begins',
			'one ends',
			'two begins',
			'two ends',
			'three begins',
			'three ends',
		]);
		expect(told.indexOf('four ends')).toBeLessThan(told.indexOf('one ends'));
	});
});

describe('look-ups', () => {
	it('are made together when the first is needed, each key once', async () => {
		const asked: Array<readonly string[]> = [];
		const lookUp = gathered(async (keys) => {
			asked.push(keys);
			return await Promise.resolve(new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, key.toUpperCase()])));
		});
		['ana', 'ben', 'ana', 'nobody'].forEach(lookUp.want);

		expect(await Promise.all([lookUp.get('ana'), lookUp.get('nobody'), lookUp.get('eva'), lookUp.get('ben')])).toEqual([
			'ANA',
			undefined,
			'EVA',
			'BEN',
		]);
		expect(asked).toEqual([['ana', 'ben', 'nobody'], ['eva']]);
	});

	it('that failed are made again for whoever asks later', async () => {
		let tries = 0;
		const lookUp = gathered<string>(async (keys) => {
			tries += 1;
			if (tries === 1) throw new Error('no');
			return await Promise.resolve(new Map(keys.map((key) => [key, 'yes'])));
		});
		lookUp.want('ben');

		await expect(lookUp.get('ana')).rejects.toThrow('no');
		expect([await lookUp.get('ben'), await lookUp.get('ana')]).toEqual(['yes', 'yes']);
	});

	it('fail for whoever asks, and for nobody else', async () => {
		const lookUp = gathered<string>(async (keys) =>
			keys.includes('bad') ? await Promise.reject(new Error('no')) : new Map([['good', 'yes']]),
		);
		lookUp.want('bad');

		await expect(lookUp.get('bad')).rejects.toThrow('no');
		expect(await lookUp.get('good')).toBe('yes');
	});

	it('go in parts that fit into an address', () => {
		expect(inParts(Array.from({ length: 120 }, (_unused, i) => i)).map(({ length }) => length)).toEqual([50, 50, 20]);
		expect(inParts([])).toEqual([]);
	});
});
