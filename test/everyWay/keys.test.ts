import type { IDataObject } from 'n8n-workflow';

import { runOperation } from '../faults/operations';
import { freshSandbox } from '../freshSandbox';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import type { NodeResult } from '../workflow/engine';

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const HIDDEN = '\u200b';

const OPERATIONS = ['update', 'create', 'upsert', 'sync', 'compare'] as const;
const run = async (way: SyncWay, operation: (typeof OPERATIONS)[number], items: IDataObject[]): Promise<NodeResult> =>
	operation === 'compare'
		? await runSync(sandbox, way, { operation, items, continues: true, parameters: { leavers: 'ignore' } })
		: await runOperation(way, sandbox, operation, { items });
const everybody = (way: SyncWay) => way.people(sandbox).length;

/** What can't be a key, and what is said of it. */
const NO_KEYS: ReadonlyArray<readonly [email: string, says: string]> = [
	[`${ANA}${HIDDEN}`, 'U+200B'],
	['ana.\u00adsilva@example.test', 'U+00AD'],
	[`\u202a${ANA}\u202c`, 'U+202A, U+202C'],
	['ana.\ufeffsilva@example.test', 'U+FEFF'],
	[`mailto:${ANA}`, 'takes only the value'],
	[`${ANA};`, 'takes only the value'],
	[`<${ANA}>`, 'takes only the value'],
	[`${ANA}.`, 'takes only the value'],
	[`{"value":"${ANA}"}`, 'takes only the value'],
	[`${ANA}\ud83d`, 'half a character (U+D83D'],
];

describe.each(SYNC_WAYS)('who is meant, at $title', (way) => {
	it.each(OPERATIONS)('is not looked for, made or changed by what can not be a key, in %s', async (operation) => {
		const before = everybody(way);
		const items = NO_KEYS.map(([email]) => ({ email, text: 'x' }));
		const said = jsonOf(await run(way, operation, items)).map(({ error, warnings }) => JSON.stringify(error ?? warnings));

		expect(said).toEqual(NO_KEYS.map(([, says]) => expect.stringContaining(says)));
		expect(sandbox.writes(way.channel)).toEqual([]);
		expect(everybody(way)).toBe(before);
	});

	it.each(['update', 'upsert', 'sync'] as const)('is found in spite of white space around the key, by %s', async (operation) => {
		const before = everybody(way);
		await run(way, operation, [{ email: `\ufeff ${ANA}\u00a0\r\n`, text: 'Found' }]);

		expect(way.stored(sandbox, ANA)).toBe('Found');
		expect(everybody(way)).toBe(before);
	});

	it.each(['create', 'upsert', 'sync'] as const)('is made without white space around what signs in, by %s', async (operation) => {
		const result = await run(way, operation, [{ email: '\u00a0nina.new@example.test \r', text: ' to the letter ' }]);

		expect(jsonOf(result)).toMatchObject([{ action: 'created' }]);
		expect(way.people(sandbox).map(({ email }) => email)).toContain('nina.new@example.test');
		expect(way.stored(sandbox, 'nina.new@example.test')).toBe(' to the letter ');
	});

	it('may have letters of any script', async () => {
		const result = await run(way, 'create', [{ email: 'zoë.größe@example.test', text: 'x' }]);

		// Headers take plain ASCII only.
		if (way.channel === 'ispring-header') expect(jsonOf(result)[0]?.error).toEqual(expect.any(String));
		else expect(way.people(sandbox).map(({ email }) => email)).toContain('zoë.größe@example.test');
	});
});
