import { breaker } from '../../nodes/shared/provisioning/breaker';
import { failed, failureOf, type Failure } from '../../nodes/shared/failure';

const SIGN_IN: Failure = { kind: 'signIn', status: 401, says: 'Authorization failed' };
const DOWN: Failure = { kind: 'unreachable', landed: 'maybe', says: 'No answer' };
const NO: Failure = { kind: 'refused', status: 400, says: 'No' };

/** Runs a task for each failure (or success), one after another, and tells which were tried. */
async function tried(...comes: ReadonlyArray<Failure | 'fine'>): Promise<readonly string[]> {
	const run = breaker();
	const out: string[] = [];
	for (const came of comes) {
		await run(async () => {
			out.push('tried');
			if (came !== 'fine') throw failed(came);
			await Promise.resolve();
		}).catch((error: unknown) => {
			if (failureOf(error).kind === 'skipped') out.push('skipped');
		});
	}
	return out;
}

describe('the breaker', () => {
	it('skips what comes after three refused sign-ins in a row', async () => {
		expect(await tried(SIGN_IN, SIGN_IN, SIGN_IN, 'fine', 'fine')).toEqual(['tried', 'tried', 'tried', 'skipped', 'skipped']);
	});

	it.each<[string, Failure]>([
		['no answer', DOWN],
		['an overloaded server', { kind: 'throttled', says: 'busy' }],
		['a server error', { kind: 'refused', status: 500, says: 'oops' }],
		['an error page', { kind: 'unreadable', status: 502, says: 'a web page' }],
		['an error page of the vendor itself', { kind: 'unreadable', status: 500, says: 'a web page' }],
	])('skips what comes after five times %s', async (_what, failure) => {
		expect(await tried(failure, failure, failure, failure, failure, 'fine')).toEqual([...Array<string>(5).fill('tried'), 'skipped']);
	});

	it.each<[string, Failure | 'fine']>([
		['success', 'fine'],
		['a refusal', NO],
		['somebody who is not there', { kind: 'notFound', says: 'nobody' }],
		['a page with 200', { kind: 'unreadable', status: 200, says: 'HTML' }],
	])('counts anew after %s', async (_what, came) => {
		expect(await tried(SIGN_IN, SIGN_IN, came, SIGN_IN, SIGN_IN, came)).not.toContain('skipped');
		expect(await tried(DOWN, DOWN, DOWN, DOWN, came, DOWN, DOWN, DOWN, DOWN, came)).not.toContain('skipped');
	});

	it('is not opened by single users whom the vendor itself can not handle, whatever the status', async () => {
		const broken: Failure = { kind: 'refused', status: 500, inOwnWords: true, says: 'This user has a broken profile' };

		expect(await tried(...Array<Failure>(7).fill(broken), 'fine')).not.toContain('skipped');
	});

	it('opens after a success too', async () => {
		expect(await tried('fine', SIGN_IN, SIGN_IN, SIGN_IN, 'fine')).toEqual([...Array<string>(4).fill('tried'), 'skipped']);
		expect(await tried('fine', DOWN, DOWN, DOWN, DOWN, DOWN, 'fine')).toEqual([...Array<string>(6).fill('tried'), 'skipped']);
	});

	it('stays open, says why with the vendor’s words, and hides no defect', async () => {
		const run = breaker();
		for (let i = 0; i < 3; i += 1) await run(async () => await Promise.reject(failed(SIGN_IN))).catch(() => undefined);

		expect(await run(async () => await Promise.resolve(1)).catch(failureOf)).toMatchObject({
			kind: 'skipped',
			says: 'Skipped, because the vendor rejected the credential several times. Last answer: Authorization failed',
		});
		expect(await breaker()(async () => await Promise.reject(new TypeError('x'))).catch(failureOf)).toMatchObject({
			kind: 'unexpected',
			says: 'x',
		});
	});

	it('says it of a vendor that is down too, and what to do', async () => {
		const run = breaker();
		for (let i = 0; i < 5; i += 1) await run(async () => await Promise.reject(failed(DOWN))).catch(() => undefined);

		expect(await run(async () => await Promise.resolve(1)).catch(failureOf)).toEqual({
			kind: 'skipped',
			says: 'Skipped, because the vendor failed to answer several times. Last answer: No answer',
			todo: 'Fix the cause, then run it again.',
		});
	});

	it('keeps to the reason that opened it, whatever those that were under way say', async () => {
		const run = breaker();
		let end = (_late: Error): void => undefined;
		const late = new Promise<never>((_, reject) => {
			end = reject;
		});
		const slow = run(async () => await late).catch(() => undefined);
		for (let i = 0; i < 3; i += 1) await run(async () => await Promise.reject(failed(SIGN_IN))).catch(() => undefined);
		end(failed({ ...SIGN_IN, says: 'Late' }));
		await slow;

		expect(await run(async () => await Promise.resolve(1)).catch(failureOf)).toMatchObject({
			says: expect.stringContaining('Authorization failed'),
		});
	});

	it('gives back what a task gives', async () => {
		expect(await breaker()(async () => await Promise.resolve(7))).toBe(7);
	});
});
