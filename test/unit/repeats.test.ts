import { afterLostTry, failed, failureOf, type Failure } from '../../nodes/shared/failure';
import { patient } from '../../nodes/shared/http/patience';
import type { Clock, VendorAnswer, VendorRequest } from '../../nodes/shared/http/types';

const answer = (status: number): VendorAnswer => ({ status, statusText: '', headers: {}, body: '' });
const lost = (landed: 'no' | 'maybe'): Failure => ({ kind: 'unreachable', landed, says: 'No answer' });
const NO_TIME: Clock = { now: () => 0, random: () => 0, isCancelled: () => false, sleep: async () => await new Promise(setImmediate) };
const PUT: VendorRequest = { method: 'PUT', url: 'https://vendor.test/users/1' };
const GET: VendorRequest = { method: 'GET', url: PUT.url };

/** Sends a request to a vendor that answers like this, one after another, and tells how often it did. */
async function sent(request: VendorRequest, ...script: ReadonlyArray<VendorAnswer | Failure>) {
	let tries = 0;
	const send = async (): Promise<VendorAnswer> => {
		const next = script[tries];
		tries += 1;
		await new Promise(setImmediate);
		if (!next) throw new Error('The script is over');
		if ('kind' in next) throw failed(next);
		return next;
	};
	const result = await patient(
		send,
		{ retries: 3, perSecond: 0 },
		NO_TIME,
	)(request).then(
		(given) => ({ given }),
		(error: unknown) => ({ failure: failureOf(error) }),
	);
	return { ...result, tries };
}

describe('an answer to a request that was sent before', () => {
	it.each<[string, VendorAnswer | Failure, true | undefined]>([
		['a gateway that gave up', answer(504), true],
		['an answer that got lost', lost('maybe'), true],
		['a connection that nobody took', lost('no'), undefined],
		['a vendor that turned it away', answer(429), undefined],
	])('says whether the earlier try may have been carried out, after %s', async (_what, first, wasRepeated) => {
		const { given, tries } = { given: undefined, ...(await sent(PUT, first, answer(404))) };

		expect(tries).toBe(2);
		expect(given?.wasRepeated).toBe(wasRepeated);
	});

	it('leaves a write open that ends in a failure, and a read never', async () => {
		const turnedDown: Failure = { kind: 'signIn', status: 401, says: 'No' };

		expect(await sent(PUT, lost('maybe'), turnedDown)).toEqual({ failure: afterLostTry(turnedDown), tries: 2 });
		expect(await sent(PUT, lost('no'), turnedDown)).toEqual({ failure: turnedDown, tries: 2 });
		expect(await sent(GET, lost('maybe'), turnedDown)).toEqual({ failure: turnedDown, tries: 2 });
	});

	it('says nothing of it the first time', async () => {
		expect(await sent(PUT, answer(404))).toEqual({ given: answer(404), tries: 1 });
	});
});

describe('what is asked before a request is sent again', () => {
	const asking = (failure?: Failure) => {
		const beforeRepeat = jest.fn(async () => {
			await new Promise(setImmediate);
			if (failure) throw failed(failure);
		});
		return { ...PUT, beforeRepeat };
	};

	it.each([answer(503), answer(429), lost('no'), lost('maybe')])(
		'is asked once for each repetition, and never the first time',
		async (first) => {
			const request = asking();

			expect(await sent(request, first, first, answer(200))).toMatchObject({ given: { status: 200 }, tries: 3 });
			expect(request.beforeRepeat).toHaveBeenCalledTimes(2);
		},
	);

	it.each<[Failure]>([
		[{ kind: 'conflict', says: 'Somebody else' }],
		[{ kind: 'notFound', says: 'Gone' }],
		[{ kind: 'cancelled', says: 'Stop' }],
		[{ kind: 'unexpected', says: 'A defect' }],
	])('ends the tries with %j', async (objection) => {
		expect(await sent(asking(objection), answer(503), answer(200))).toEqual({
			// Nobody is there any more, and the first try may have been carried out.
			failure: objection.kind === 'notFound' ? afterLostTry(objection) : objection,
			tries: 1,
		});
	});

	it('leaves the last word to the write where it can not be found out', async () => {
		expect(await sent(asking(lost('maybe')), answer(503), answer(200))).toMatchObject({ given: { status: 503 }, tries: 1 });
	});
});
