import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { NodeResult } from '../workflow/engine';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import { who } from '../workflow/offered';

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const MARRIED = 'ana.costa@example.test';

const emailOf = ({ channel }: SyncWay): string => (channel === 'highq' || channel.startsWith('ispring') ? 'email' : 'Email');

type Case = Readonly<{ operation: string; items: readonly IDataObject[]; fields?: INodeParameters; parameters?: INodeParameters }>;

const run = async (way: SyncWay, { operation, items, fields, parameters = {} }: Case): Promise<NodeResult> =>
	await runSync(sandbox, way, {
		operation,
		items,
		continues: true,
		fields: { [emailOf(way)]: '={{ $json.other }}', ...fields },
		parameters: {
			...(operation === 'upsert' || operation === 'sync' ? way.creates?.parameters : {}),
			...(operation === 'sync' || operation === 'compare' ? { leavers: 'ignore' } : {}),
			...(operation === 'update' && way.channel === 'axero' ? { compareFirst: true } : {}),
			...parameters,
		},
	});

const parameterOf = (operation: string): string => (operation === 'upsert' ? 'User' : 'Match By');
const saidOf = (result: NodeResult) => jsonOf(result).map(({ error, warnings }) => JSON.stringify(error ?? warnings));

describe.each(SYNC_WAYS)('another value for the key that finds the user, at $title', (way) => {
	const both = (operation: string, found: string, given: string) =>
		expect.stringContaining(`(${given}) differs from the value in ${parameterOf(operation)} (${found})`);

	it.each([
		['upsert', {}],
		['sync', { ifNotFound: 'create' }],
		['sync', { ifNotFound: 'report' }],
	])('is refused by %s %j: the next run would find nobody', async (operation, parameters) => {
		const result = await run(way, {
			operation,
			parameters,
			items: [
				{ email: ANA, other: MARRIED, text: 'x' },
				{ email: 'nina.new@example.test', other: MARRIED, text: 'x' },
			],
		});

		expect(saidOf(result)).toEqual([both(operation, ANA, MARRIED), both(operation, 'nina.new@example.test', MARRIED)]);
		expect(sandbox.writes(way.channel)).toEqual([]);
	});

	it.each(['upsert', 'sync'])('is none where only capitals differ, in %s', async (operation) => {
		const result = await run(way, { operation, items: [{ email: ANA, other: ANA.toUpperCase(), text: 'Found' }] });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated' }]);
		expect(way.people(sandbox).filter(({ text }) => text === 'Found')).toHaveLength(1);
	});

	it('is a change of the key in Update, which writes by ID', async () => {
		const before = way.people(sandbox).length;
		const result = await run(way, { operation: 'update', items: [{ email: ANA, other: MARRIED, text: 'Found' }] });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated' }]);
		expect(way.stored(sandbox, MARRIED)).toBe('Found');
		expect(way.people(sandbox)).toHaveLength(before);
	});

	it('is shown as a difference by Compare, which writes nothing', async () => {
		const result = await run(way, { operation: 'compare', items: [{ email: ANA, other: MARRIED, text: way.stored(sandbox, ANA) }] });

		expect(jsonOf(result)).toMatchObject([{ action: 'differing', changes: [{ name: emailOf(way), from: ANA, to: MARRIED }] }]);
		expect(sandbox.writes(way.channel)).toEqual([]);
	});
});

describe.each(SYNC_WAYS.filter(({ identity }) => identity.by !== undefined))(
	'another value for a key of another kind, at $title',
	(way) => {
		it.each(['upsert', 'sync'])('is refused in %s', async (operation) => {
			const { by = '', field, of } = way.identity;
			const value = of(sandbox, ANA);
			const result = await run(way, {
				operation,
				parameters: who(operation, { __rl: true, mode: by, value }),
				fields: { [field]: 'somebody.else' },
				items: [{ other: ANA, text: 'x' }],
			});

			expect(saidOf(result)).toEqual([
				expect.stringContaining(`(somebody.else) differs from the value in ${parameterOf(operation)} (${value})`),
			]);
			expect(sandbox.writes(way.channel)).toEqual([]);
		});
	},
);
