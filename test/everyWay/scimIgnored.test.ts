import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { NodeResult } from '../workflow/engine';
import { runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';

const sandbox = freshSandbox();

const EMAILS = ['ana.silva@example.test', 'sean.obrien@example.test', 'mei.zhang@example.test'];
const run = async (way: SyncWay, given: readonly IDataObject[], operation = 'update'): Promise<NodeResult> =>
	await runSync(sandbox, way, {
		items: given.map((members, i) => ({
			email: EMAILS[i] ?? EMAILS[0] ?? '',
			scim: 'text' in members ? members.text : { name: { givenName: 'Same' }, ...members },
		})),
		operation,
		continues: true,
		parameters: {
			inputFormat: 'scim',
			scimUser: '={{ $json.scim }}',
			...(operation === 'sync' || operation === 'compare' ? { ifNotFound: 'report', leavers: 'ignore' } : {}),
		},
	});
const told = ({ hints }: NodeResult): readonly string[] => hints.filter((hint) => hint.includes('left out'));
const [highq] = SYNC_WAYS.filter(({ title }) => title === 'HighQ Publisher (JSON)');

describe.each(SYNC_WAYS)('SCIM attributes that no field stands for, at $title', (way) => {
	it.each(['update', 'compare'])('are named in one hint, whichever items have them (%s)', async (operation) => {
		const result = await run(way, [{}, { nickName: 'Annie', 'x-own': 'y' }, { nickName: 'Mei' }], operation);

		expect(told(result)).toEqual([
			'SCIM attributes without a matching field were left out: nickName (2 items), x-own (1 item). To map them, use SCIM Mapping.',
		]);
	});
});

describe('the hint about SCIM attributes that were left out', () => {
	const hints = async (given: readonly IDataObject[], operation?: string) => {
		if (!highq) throw new Error('There is no such way');
		return told(await run(highq, given, operation));
	};
	const unknown = (...names: readonly string[]): IDataObject => Object.fromEntries(names.map((name) => [name, 'x']));
	const names = (howMany: number): readonly string[] => Array.from({ length: howMany }, (_unused, i) => `x${i}`);

	it('is not there where nothing was', async () => {
		expect(await hints([{}, {}])).toEqual([]);
	});

	it('names ten, those of the most items first, and counts the others', async () => {
		const [hint, ...others] = await hints([unknown(...names(12)), unknown('x11', 'x10'), unknown('x11')]);

		expect(others).toEqual([]);
		expect(hint).toContain(
			'left out: x11 (3 items), x10 (2 items), x0 (1 item), x1 (1 item), x2 (1 item), x3 (1 item), x4 (1 item), x5 (1 item), x6 (1 item), x7 (1 item) and 2 more. To map them, use SCIM Mapping',
		);
		expect((await hints([unknown(...names(10))]))[0]).toContain('x9 (1 item). To map them, use SCIM Mapping');
	});

	it('takes capitals for no difference, and an item for one', async () => {
		expect(await hints([unknown('NickName', 'nickname'), unknown('nickName')])).toEqual([
			expect.stringContaining('left out: NickName (2 items). To map them, use SCIM Mapping'),
		]);
	});

	it('is there although other items can not be read', async () => {
		expect(await hints([{ text: '[]' }, unknown('nickName'), { text: '{"userName": ' }])).toEqual([
			expect.stringContaining('left out: nickName (1 item). To map them, use SCIM Mapping'),
		]);
	});

	it('keeps no long name whole', async () => {
		const [hint = ''] = await hints([unknown('n'.repeat(5000))]);

		expect(hint).toContain(`${'n'.repeat(100)}… (1 item)`);
		expect(hint.length).toBeLessThan(300);
	});

	it('is about one execution, whatever another one had', async () => {
		await hints([unknown('nickName')]);

		expect(await hints([unknown('title2')], 'sync')).toEqual([
			expect.stringContaining('left out: title2 (1 item). To map them, use SCIM Mapping'),
		]);
	});
});
