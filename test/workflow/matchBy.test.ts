import { freshSandbox } from '../freshSandbox';
import { runNode, type NodeResult } from './engine';
import { jsonOf, SYNC_WAYS, type SyncWay } from './syncWays';

const sandbox = freshSandbox({ people: 3 });

const ANA = 'ana.silva@example.test';

/** As the editor stores an operation whose parameter nobody has touched. */
const untouched = async ({ node, credential, data, protocol, text }: SyncWay, operation: string, given = {}): Promise<NodeResult> =>
	await runNode({
		node: node(),
		credential: { type: credential(), data: data(sandbox) },
		items: [{ email: ANA, other: 'wei.zhang@example.test', text: 'anew' }, { text: 'anew' }],
		parameters: {
			resource: 'user',
			operation,
			fields: { mappingMode: 'defineBelow', value: { [text]: '={{ $json.text }}' }, matchingColumns: [], schema: [] },
			...protocol,
			leavers: 'ignore',
			...given,
		},
		onError: 'continueRegularOutput',
	});

describe.each(SYNC_WAYS)('Match By, at $title', (way) => {
	it.each([
		['sync', { action: 'updated', matchedBy: 'email' }],
		['compare', { action: 'differing', matchedBy: 'email' }],
	])('finds people by the column "email" when nothing else is chosen, in %s', async (operation, found) => {
		expect(jsonOf(await untouched(way, operation))[0]).toMatchObject(found);
	});

	it.each(['sync', 'compare'])('is what the error of an item without such a column names, in %s', async (operation) => {
		expect(JSON.stringify(jsonOf(await untouched(way, operation))[1])).toContain('Match By is empty (By E');
	});

	it.each(['sync', 'compare'])('stands in place of User, for each item, in %s', (operation) => {
		const offered = way
			.node()
			.description.properties.filter(
				({ displayOptions: { show } = {} }) => show?.operation?.includes(operation) && show.resource?.includes('user'),
			);

		expect(offered.find(({ name }) => name === 'matchBy')).toMatchObject({
			displayName: 'Match By',
			type: 'resourceLocator',
			default: { mode: 'email', value: '={{ $json.email }}' },
		});
		expect(offered.filter(({ displayName }) => displayName === 'User')).toEqual([]);
	});

	it('takes another value of the item, like any parameter', async () => {
		const result = await untouched(way, 'sync', { matchBy: { __rl: true, mode: 'email', value: '={{ $json.other }}' } });

		expect(jsonOf(result)[0]).toMatchObject({ action: 'updated' });
		expect(way.stored(sandbox, 'wei.zhang@example.test')).toBe('anew');
	});
});
