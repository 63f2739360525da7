import { freshSandbox } from '../freshSandbox';
import type { FaultKind } from '../sandbox';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';

const sandbox = freshSandbox();

const NEW = 'new.person@example.test';
const MADE = 'The answer to Create was lost, but the user exists';
const gateway: FaultKind = {
	kind: 'altered',
	afterHandling: true,
	alter: (answer) => ({ ...answer, status: 504, headers: {}, body: Buffer.from('gave up') }),
};

describe.each(SYNC_WAYS)('a creation whose answer got lost, at $title', (way: SyncWay) => {
	const run = async (operation: string, options = {}) =>
		await runSync(sandbox, way, {
			items: [{ email: NEW, text: 'one' }],
			operation,
			continues: true,
			fields: way.creates?.fields ?? {},
			parameters: { ...way.creates?.parameters, ...(operation === 'sync' ? { ifNotFound: 'create', leavers: 'ignore' } : {}) },
			options,
		});
	const there = () => way.people(sandbox).filter(({ email }) => email === NEW);
	const lose = (fault: FaultKind, times = 1): void =>
		sandbox.fail({ channel: way.channel, times, only: ({ isWrite }) => isWrite, ...fault });

	it.each([
		['upsert', 'the connection', { kind: 'reset', afterHandling: true }],
		['upsert', 'a gateway', gateway],
		['sync', 'the connection', { kind: 'reset', afterHandling: true }],
		['sync', 'a gateway', gateway],
	] as const)('makes nobody twice (%s, by %s)', async (operation, _by, fault) => {
		lose(fault);
		const [item] = jsonOf(await run(operation));

		expect(item).toMatchObject({ action: 'created', warnings: expect.arrayContaining([MADE]) });
		expect(there()).toEqual([{ email: NEW, text: 'one' }]);
	});

	it.each(['upsert', 'sync'])('is repeated where nobody was made (%s)', async (operation) => {
		lose({ kind: 'status', status: 503 }, 2);
		const [item] = jsonOf(await run(operation));

		expect(item).toMatchObject({ action: 'created' });
		expect(item?.warnings).not.toContain(MADE);
		expect(there()).toEqual([{ email: NEW, text: 'one' }]);
	});

	it('is not repeated for a user who wants no retries, and says what is not known', async () => {
		lose({ kind: 'status', status: 503 }, 2);
		const [item] = jsonOf(await run('upsert', { maxRetries: 0 }));

		expect(item?.message).toContain('It is unclear whether the user was created');
		expect(there()).toEqual([]);
		expect(sandbox.writes(way.channel)).toHaveLength(1);
	});
});
