import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const HALF = 'Ana \ud83d';
const OPERATIONS = ['update', 'upsert', 'sync'] as const;

const saidBy = async (way: SyncWay, operation: string, { text, further }: Readonly<{ text: string; further?: string }>) => {
	const result = await runSync(sandbox, way, {
		operation,
		items: [{ email: ANA, text }],
		continues: true,
		parameters: {
			...(operation === 'update' ? {} : way.creates?.parameters),
			...(operation === 'sync' ? { leavers: 'ignore' } : {}),
			...(operation === 'update' && way.channel === 'axero' ? { compareFirst: true } : {}),
		},
		options: further === undefined ? {} : { alsoLookUpBy: { key: [{ by: 'email', value: further }] } },
	});
	return jsonOf(result).map(({ error, action }: IDataObject) => JSON.stringify(error ?? action));
};

describe.each(SYNC_WAYS)('half a character, at $title', (way) => {
	it.each(OPERATIONS)('is not sent as another one, in a field, by %s', async (operation) => {
		expect(await saidBy(way, operation, { text: HALF })).toEqual([
			expect.stringMatching(/ends in half a character \(U\+D83D, after 4 characters\)/),
		]);
		expect(sandbox.writes(way.channel)).toEqual([]);
	});

	it.each(OPERATIONS)('is not looked for, in a further key, by %s', async (operation) => {
		const said = await saidBy(way, operation, { text: 'x', further: `ana\ud83d@example.test` });

		expect(said).toEqual([expect.stringMatching(/Also Look Up By ends in half a character/)]);
		expect(JSON.stringify(sandbox.requests)).not.toMatch(/%EF%BF%BD|\ufffd/i);
		expect(sandbox.writes(way.channel)).toEqual([]);
	});

	it.each(OPERATIONS)('is not what a further key without a value has: it is passed over, by %s', async (operation) => {
		expect(await saidBy(way, operation, { text: 'Found', further: ' \t' })).toEqual(['"updated"']);
	});
});
