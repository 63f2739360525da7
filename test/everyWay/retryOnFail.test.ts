import type { NodeRun } from '../workflow/engine';
import { freshSandbox } from '../freshSandbox';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import { wroteBy } from '../workflow/ways';

const sandbox = freshSandbox({ people: 12 });

const ANA = 'ana.silva@example.test';
const SEAN = 'sean.obrien@example.test';
const NOBODY = 'nobody.here@example.test';
const inputOf = (...people: readonly string[]) => people.map((email) => ({ email, text: 'new' }));

/** n8n runs a node with Retry On Fail again when the first item that comes out is an error, and then shows the last run alone. */
describe.each(SYNC_WAYS)('Retry On Fail beside Continue, at $title', (way: SyncWay) => {
	const run = async (onError: NonNullable<NodeRun['onError']>, people: readonly string[], operation = 'update') =>
		await runSync(sandbox, way, { items: inputOf(...people), operation, onError, maxTries: 3, options: { concurrency: 1 } });
	const itemOf = ({ pairedItem }: { pairedItem?: unknown }) => Object(pairedItem).item as unknown;

	it('does not hide what was updated when the first item fails, and keeps it on the error output', async () => {
		const { outputs } = await run('continueErrorOutput', [NOBODY, ANA, NOBODY, SEAN]);

		expect(outputs[0]?.map((item) => [itemOf(item), item.json.action])).toEqual([
			[1, wroteBy(way)],
			[3, wroteBy(way)],
		]);
		expect(outputs[1]?.map((item) => [itemOf(item), item.json.error, item.json.message])).toEqual([
			[0, expect.stringContaining('[item 0]'), expect.any(String)],
			[2, expect.stringContaining('[item 2]'), expect.any(String)],
		]);
	});

	it('does not hide what was updated when the first item fails, and keeps the order of one output', async () => {
		const result = await run('continueRegularOutput', [NOBODY, ANA, NOBODY, SEAN]);

		expect(result.outputs[0]?.map(itemOf)).toEqual([0, 1, 2, 3]);
		expect(jsonOf(result).map(({ action, error }) => action ?? error)).toEqual([
			expect.stringContaining('[item 0]'),
			wroteBy(way),
			expect.stringContaining('[item 2]'),
			wroteBy(way),
		]);
		// Of the first one n8n keeps a single text: it says what to do as well.
		expect(String(jsonOf(result)[0]?.error)).toContain(String(jsonOf(result)[2]?.message));
	});

	it.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
		'lets n8n try again where nothing went well, with %s',
		async (onError) => {
			sandbox.fail({ channel: way.channel, kind: 'status', status: 400, body: '', only: ({ path }) => !path.endsWith('/token') });
			const { outputs } = await run(onError, [ANA, SEAN]);
			const failed = outputs[onError === 'continueErrorOutput' ? 1 : 0] ?? [];

			expect(failed.map(({ json }) => [json.error, json.message])).toEqual([
				[expect.stringContaining('[item 0]'), expect.any(String)],
				[expect.stringContaining('[item 1]'), expect.any(String)],
			]);
			expect(sandbox.requests.filter(({ channel, status }) => channel === way.channel && status === 400).length).toBeGreaterThanOrEqual(3);
		},
	);
});
