import { freshSandbox } from '../freshSandbox';
import type { Channel, FaultKind, RawAnswer } from '../sandbox';
import { GROUPS } from '../sandbox/ispring/people';
import { BY_EMAIL, runAppenate } from '../workflow/appenateRuns';
import type { NodeResult } from '../workflow/engine';
import { runHighQ } from '../workflow/highqRun';
import { byEmail, byId, runISpring } from '../workflow/ispringRun';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';

const sandbox = freshSandbox();

const LUKASZ = 'lukasz.zolc@example.test';
const AWAY: FaultKind = { kind: 'status', status: 503, headers: { 'retry-after': '0' } };
const THROTTLED: FaultKind = { kind: 'status', status: 429, headers: { 'retry-after': '0' } };

describe.each(SYNC_WAYS.filter(({ merges }) => merges))('an update that takes more along, at $title', (way: SyncWay) => {
	const update = async () => await runSync(sandbox, way, { items: [{ email: LUKASZ, text: 'mine' }], operation: 'update' });
	const writes = () => sandbox.writes(way.channel).length;
	const strike = (fault: FaultKind, onStrike = (): void => undefined): void => {
		sandbox.fail({
			channel: way.channel,
			times: 1,
			only: ({ isWrite }) => {
				if (isWrite) onStrike();
				return isWrite;
			},
			...fault,
		});
	};

	it.each([
		['could not answer', AWAY],
		['turned it away', THROTTLED],
		['hung up', { kind: 'reset' } as const],
	])('undoes nothing that others wrote while the vendor %s', async (_what, fault) => {
		strike(fault, () => way.elsewhere.change(sandbox, LUKASZ));
		const result = await update();

		expect(result.error).toBeUndefined();
		expect(way.elsewhere.stored(sandbox, LUKASZ)).toBe('changed elsewhere');
		expect(way.stored(sandbox, LUKASZ)).toBe('mine');
	});

	it('undoes nothing that others wrote after it, when its answer got lost', async () => {
		const alter = (answer: RawAnswer): RawAnswer => {
			way.elsewhere.change(sandbox, LUKASZ);
			return { ...answer, status: 504, headers: {}, body: Buffer.from('gave up') };
		};
		strike({ kind: 'altered', afterHandling: true, alter });
		const result = await update();

		expect(result.error).toBeUndefined();
		expect(way.elsewhere.stored(sandbox, LUKASZ)).toBe('changed elsewhere');
		expect(way.stored(sandbox, LUKASZ)).toBe('mine');
		expect(writes()).toBe(1);
	});

	it.each([
		['could not answer', AWAY, 2],
		['lost its answer', { kind: 'reset', afterHandling: true } as const, 2],
	])('is simply sent again where the vendor %s and nobody wrote', async (_what, fault, times) => {
		strike(fault);

		expect(jsonOf(await update())).toMatchObject([{ action: 'updated', warnings: [] }]);
		expect(way.stored(sandbox, LUKASZ)).toBe('mine');
		expect(writes()).toBe(times);
	});
});

type Deletion = readonly [what: string, channel: Channel, run: () => Promise<NodeResult>];
const user = { user: { ...byEmail, value: LUKASZ } };
const deletions: readonly Deletion[] = [
	['a user of iSpring by REST', 'ispring-rest', async () => await runISpring(sandbox, { operation: 'delete', items: [{}] }, user)],
	[
		'a user of iSpring by REST (Header)',
		'ispring-header',
		async () => await runISpring(sandbox, { operation: 'delete', items: [{}] }, { ...user, api: 'restHeader' }),
	],
	[
		'a user of iSpring by SOAP',
		'ispring-soap',
		async () => await runISpring(sandbox, { operation: 'delete', items: [{}] }, { ...user, api: 'soap' }),
	],
	[
		'a group of iSpring',
		'ispring-rest',
		async () => await runISpring(sandbox, { resource: 'group', operation: 'delete', items: [{}] }, { group: byId(GROUPS[0]?.uuid ?? '') }),
	],
	[
		'a user of Appenate',
		'appenate',
		async () =>
			await runAppenate(sandbox, { parameters: { resource: 'user', operation: 'delete', ...BY_EMAIL }, items: [{ email: LUKASZ }] }),
	],
	['a group of HighQ', 'highq', async () => await runHighQ(sandbox, ['userGroup', 'delete'], { parameters: { group: byId('7') } })],
];

describe.each(deletions)('a deletion of %s', (what, channel, run) => {
	it.each<[string, FaultKind]>([
		['the connection', { kind: 'reset', afterHandling: true }],
		[
			'a gateway',
			{
				kind: 'altered',
				afterHandling: true,
				alter: (answer) => ({ ...answer, status: 502, headers: {}, body: Buffer.from('bad gateway') }),
			},
		],
	])('that is sent again because %s lost its answer is done', async (_by, fault) => {
		sandbox.fail({ channel, times: 1, only: ({ isWrite }) => isWrite, ...fault });
		const result = await run();

		expect(result.error).toBeUndefined();
		expect(jsonOf(result)).toMatchObject([what.includes('user') ? { action: 'deleted' } : { deleted: true }]);
		expect(sandbox.writes(channel)).toHaveLength(2);
	});

	it('is done by nobody who answers something else', async () => {
		for (const [status, body] of [
			[200, '{"code":500,"message":"The directory is closed for maintenance"}'],
			[200, '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>login</html>'],
			[200, '<script>challenge()</script>'],
			[200, 'Service temporarily unavailable'],
			[302, ''],
		] as const) {
			sandbox.heal();
			sandbox.fail({ channel, only: ({ isWrite }) => isWrite, kind: 'status', status, body });

			expect((await run()).error?.message).toMatch(
				/was expected|redirects to|XML|closed for maintenance|answered with something else|not an answer of/,
			);
		}
	});
});
