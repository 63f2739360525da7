import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { actionsOf, jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';

let sandbox: Sandbox;
beforeEach(() => {
	sandbox.reset();
});
afterAll(async () => {
	await sandbox.close();
});

/** Everybody as they are, and the first `differing` of them with another text. */
const listOf = (way: SyncWay, differing: number): IDataObject[] =>
	way.people(sandbox).map(({ email, text }, i) => ({ email, text: i < differing ? `new ${i}` : text }));

describe.each(SYNC_WAYS)('Sync Users of a whole directory, at $title', (way) => {
	const PEOPLE = 200;
	beforeAll(async () => {
		await sandbox?.close();
		sandbox = await startSandbox({ people: PEOPLE });
	});
	const writes = () => sandbox.writes(way.channel);
	const requests = () => sandbox.requests.filter(({ channel }) => channel === way.channel);
	const list = (differing: number) => listOf(way, differing);

	it('writes the 40 of 200 who differ, and on a second run nobody, for one list', async () => {
		const items = list(40);
		const first = await runSync(sandbox, way, { items });

		expect(first.error).toBeUndefined();
		expect(actionsOf(first)).toEqual({ updated: 40, unchanged: 160 });
		expect((first.outputs[0] ?? []).map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(items.every(({ email, text }) => way.stored(sandbox, String(email)) === text)).toBe(true);

		sandbox.clearLog();
		const second = await runSync(sandbox, way, { items });
		expect(actionsOf(second)).toEqual({ unchanged: 200 });
		expect(writes()).toEqual([]);
		expect(requests().length).toBeLessThanOrEqual(way.pages(PEOPLE) + 1);
		expect(second.hints).toContainEqual(expect.stringContaining(`${PEOPLE} users read. 200 unchanged. ${requests().length} request`));
	});
});

describe.each(SYNC_WAYS)('Sync Users, at $title', (way) => {
	const PEOPLE = 70;
	beforeAll(async () => {
		await sandbox.close();
		sandbox = await startSandbox({ people: PEOPLE });
	});
	const writes = () => sandbox.writes(way.channel);
	const list = (differing: number) => listOf(way, differing);

	it('writes nobody twice when it fails in the middle and n8n runs the whole node again', async () => {
		const items = list(40);
		const seen = new Map<string, Set<string>>();
		const note = (): void => {
			for (const { email } of way.people(sandbox)) seen.set(email, new Set([...(seen.get(email) ?? []), way.stored(sandbox, email)]));
		};
		note();
		sandbox.fail({ channel: way.channel, kind: 'status', status: 500, body: 'no', skip: way.pages(PEOPLE) + 30, times: 1 });
		const stop = sandbox.onChange(note);
		const result = await runSync(sandbox, way, { items, maxTries: 3, options: { concurrency: 1 } });
		stop();

		expect(result.error).toBeUndefined();
		expect(items.every(({ email, text }) => way.stored(sandbox, String(email)) === text)).toBe(true);
		// Nobody ever had another value than the former and the desired one.
		expect([...seen.values()].filter((values) => values.size > 2)).toEqual([]);
		expect(way.people(sandbox)).toHaveLength(PEOPLE);
	});

	it('previews with reads only, and then does what the preview said', async () => {
		const items = list(12);
		const before = way.people(sandbox);
		const preview = jsonOf(await runSync(sandbox, way, { items, preview: true }));

		expect(writes()).toEqual([]);
		expect(way.people(sandbox)).toEqual(before);
		expect(preview.filter(({ action }) => action === 'update')).toHaveLength(12);
		expect(JSON.stringify(preview)).not.toContain('"action":"updated"');
		for (const { action, requests: kept } of preview) expect(kept).toHaveLength(action === 'update' ? 1 : 0);

		const applied = jsonOf(await runSync(sandbox, way, { items }));
		expect(applied.map(({ id, changes, matchedBy }) => ({ id, changes, matchedBy }))).toEqual(
			preview.map(({ id, changes, matchedBy }) => ({ id, changes, matchedBy })),
		);
		const announced = preview.flatMap(({ requests: kept }) => (kept as IDataObject[]).map(({ method }) => method));
		expect(writes().map(({ method }) => method)).toEqual(announced);
	});

	it('stops an honest spreadsheet mistake before the first write', async () => {
		const result = await runSync(sandbox, way, { items: list(60) });

		expect(result.error?.message).toMatch(
			/^Stopped before anything was written: 60 users would change \(limit: 50\)\. Fields that change most often: .*\(60\)\. For example, .*→ "new 0"/,
		);
		expect(result.error?.description).toContain('Max Users to Change');
		expect(writes()).toEqual([]);

		const raised = await runSync(sandbox, way, { items: list(60), options: { maxChanges: 60 } });
		expect(actionsOf(raised)).toEqual({ updated: 60, unchanged: 10 });
	});

	it('has an outcome for each item and stops nobody else, when it continues', async () => {
		const items = [{ email: 'not an address', text: 'x' }, ...list(2).slice(0, 3), { email: 'nobody@example.test', text: 'x' }];
		const result = await runSync(sandbox, way, { items, continues: true, parameters: { leavers: 'ignore' } });

		expect(jsonOf(result)).toMatchObject([
			{ error: expect.stringContaining('[item 0]') },
			{ action: 'updated' },
			{ action: 'updated' },
			{ action: 'unchanged' },
			{ action: 'missing' },
		]);
	});

	it('refuses two items for one user, and takes nobody of them for a leaver', async () => {
		const [someone] = list(0);
		const result = await runSync(sandbox, way, { items: [...list(0), { ...someone, text: 'another' }], continues: true });

		expect(actionsOf(result)).toEqual({ error: 2, unchanged: PEOPLE - 1 });
		expect(jsonOf(result)[0]).toMatchObject({ error: expect.stringContaining('Items 0, 70 are about the same user') });
		expect(writes()).toEqual([]);
	});

	it('reports who is not in the input, after the items, and writes nothing to them', async () => {
		const items = list(0).slice(3);
		const result = await runSync(sandbox, way, { items });

		expect(actionsOf(result)).toEqual({ unchanged: PEOPLE - 3, leaver: 3 });
		expect((result.outputs[0] ?? []).slice(PEOPLE - 3).map(({ pairedItem }) => pairedItem)).toEqual([undefined, undefined, undefined]);
		expect(writes()).toEqual([]);
	});

	const { creates, deactivates } = way;
	/** What a vendor can not is no test of it. */
	const where =
		(can: unknown) =>
		(title: string, test: () => Promise<void>): void => {
			if (can) it(title, test);
		};

	where(creates)('creates who is missing, once', async () => {
		const items = [...list(0), { email: 'new.person@example.test', text: 'hello' }];
		const run = { items, parameters: { ...creates?.parameters, ifNotFound: 'create' } };
		const newcomers = items.map((item, i) => ({ ...item, isNew: i === PEOPLE }));
		const fields = creates?.fields ?? {};
		const first = await runSync(sandbox, way, {
			...run,
			items: newcomers.slice(-1),
			fields,
			parameters: { ...run.parameters, leavers: 'ignore' },
		});

		expect(first.error).toBeUndefined();
		expect(actionsOf(first)).toEqual({ created: 1 });
		expect(way.stored(sandbox, 'new.person@example.test')).toBe('hello');
		const second = await runSync(sandbox, way, {
			...run,
			items: newcomers.slice(-1),
			fields,
			parameters: { ...run.parameters, leavers: 'ignore' },
		});
		expect(actionsOf(second)).toEqual({ unchanged: 1 });
		expect(way.people(sandbox)).toHaveLength(PEOPLE + 1);
	});

	where(deactivates)('deactivates leavers only when it is said among whom, and never beyond the guard', async () => {
		const kept = deactivates?.parameters ?? {};
		const items = list(0).slice(0, -3);
		const [gone] = list(0).slice(-1);
		const unsaid = await runSync(sandbox, way, { items, parameters: { leavers: 'deactivate', ...kept } });
		expect(unsaid.error?.message).toContain('nothing says which users the list covers');

		const tooMany = await runSync(sandbox, way, {
			items: items.slice(0, 50),
			parameters: { leavers: 'deactivate', includeAllUsers: true, ...kept },
		});
		expect(tooMany.error?.message).toContain('would lose access (limit: 10)');
		expect(writes()).toEqual([]);

		const done = await runSync(sandbox, way, { items, parameters: { leavers: 'deactivate', includeAllUsers: true, ...kept } });
		expect(actionsOf(done)).toEqual({ unchanged: PEOPLE - 3, deactivated: 3 });
		expect(deactivates?.isActive(sandbox, String(gone?.email))).toBe(false);
		expect(
			actionsOf(await runSync(sandbox, way, { items, parameters: { leavers: 'deactivate', includeAllUsers: true, ...kept } })),
		).toEqual({ unchanged: PEOPLE - 3 });
	});

	where(deactivates)('deactivates nobody while an item can not be understood', async () => {
		const items = [...list(0).slice(0, -3), { email: 'not an address', text: '' }];
		const result = await runSync(sandbox, way, {
			items,
			continues: true,
			parameters: { leavers: 'deactivate', includeAllUsers: true, ...deactivates?.parameters },
		});

		expect(actionsOf(result)).toEqual({ unchanged: PEOPLE - 3, error: 1, leaver: 3 });
		expect(jsonOf(result).at(-1)?.warnings).toEqual([expect.stringContaining('any user could be on your list')]);
		expect(writes()).toEqual([]);
	});

	it('compares without writing', async () => {
		const items = [...list(2).slice(0, 5), { email: 'nobody@example.test', text: 'x' }];
		const result = await runSync(sandbox, way, { items, operation: 'compare' });

		expect(actionsOf(result)).toEqual({ differing: 2, matched: 3, missing: 1, leaver: PEOPLE - 5 });
		expect(writes()).toEqual([]);
	});

	where(way.merges)('never overwrites what somebody changed between the look-up and the write', async () => {
		const [first] = list(1);
		const email = String(first?.email);
		sandbox.fail({ channel: way.channel, kind: 'meanwhile', change: () => way.elsewhere.change(sandbox, email), times: 1 });
		const result = await runSync(sandbox, way, { items: [{ ...first }], parameters: { leavers: 'ignore' } });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated' }]);
		expect(way.elsewhere.stored(sandbox, email)).toBe('changed elsewhere');
		expect(way.stored(sandbox, email)).toBe('new 0');
	});
});
