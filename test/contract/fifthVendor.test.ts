import { NodeConnectionTypes, type IDataObject, type IExecuteFunctions, type INodeType } from 'n8n-workflow';

import { operationParameter, parametersOf, runOperation, type Operations } from '../../nodes/shared/n8n/run/operations';
import { userChoices, userOperations } from '../../nodes/shared/n8n/run/userOperations';
import { runNode } from '../workflow/engine';
import { directoryContract } from './directoryContract';
import { fifthDirectory, fifthVendor } from './fifthVendor';
import { MemoryStore } from './memoryStore';

const store = new MemoryStore();
const vendor = fifthVendor(store);
const operations: Operations = { user: userOperations(vendor) };

const node: INodeType = {
	description: {
		name: 'fifth',
		displayName: 'Fifth',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Fifth' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'Resource', name: 'resource', type: 'options', options: [{ name: 'User', value: 'user' }], default: 'user' },
			operationParameter('user', userChoices(vendor), 'update'),
			...parametersOf(operations),
		],
	},
	async execute(this: IExecuteFunctions) {
		return await runOperation(this, operations);
	},
};

const byEmail = (value: string) => ({ __rl: true, mode: 'email', value });
const mapped = (value: IDataObject) => ({ mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] });
const run = async (operation: string, parameters: IDataObject, items: readonly IDataObject[] = [{}]): Promise<readonly IDataObject[]> => {
	const { outputs, error } = await runNode({
		node,
		parameters: JSON.parse(JSON.stringify({ resource: 'user', operation, ...parameters })),
		items,
	});
	if (error) throw new Error(error.message);
	return (outputs[0] ?? []).map(({ json }) => json);
};
const ANA = byEmail('ana@example.test');

beforeEach(() => store.reset());

describe('a vendor that is given as a value', () => {
	it('offers what it can do, and nothing else', () => {
		expect(userChoices(vendor).map(({ name }) => name)).toEqual([
			'Activate',
			'Compare Users',
			'Create',
			'Create or Update',
			'Deactivate',
			'Delete',
			'Get',
			'Get Many',
			'Sync Users',
			'Update',
		]);
		expect(Object.keys(operations.user ?? {}).sort()).toEqual(
			userChoices(vendor)
				.map(({ value }) => String(value))
				.sort(),
		);
		const { activate: _activate, deactivate: _deactivate, delete: _delete, ...plain } = vendor;
		expect(userChoices(plain).map(({ name }) => name)).not.toEqual(expect.arrayContaining(['Activate', 'Delete']));
		expect(userOperations(plain)).not.toHaveProperty('activate');
	});

	it('reads one user and many', async () => {
		expect(await run('get', { user: ANA })).toEqual([store.people.get('1')]);
		expect(await run('getAll', { returnAll: true })).toEqual([...store.people.values()]);
		expect(await run('get', { user: ANA, output: 'scim' })).toMatchObject([{ displayName: 'Ana', active: true }]);
	});

	it('updates what differs, once', async () => {
		const update = { user: ANA, fields: mapped({ phone: '0034' }) };

		expect(await run('update', update)).toMatchObject([{ action: 'updated', changes: [{ name: 'phone', from: '0012', to: '0034' }] }]);
		expect(await run('update', update)).toMatchObject([{ action: 'unchanged' }]);
		expect(store.written).toHaveLength(1);
	});

	it('writes nothing in a preview, and shows the request', async () => {
		const [item] = await run('update', { user: ANA, fields: mapped({ phone: '0034' }), preview: true });

		expect(item).toMatchObject({ preview: true, action: 'update', requests: [{ method: 'PUT', body: { phone: '0034' } }] });
		expect(store.written).toEqual([]);
	});

	it('creates who is missing, and keeps the key that finds them', async () => {
		expect(await run('create', { fields: mapped({ email: 'cy@example.test', name: 'Cy' }) })).toMatchObject([
			{ action: 'created', id: '3' },
		]);
		expect(await run('upsert', { user: byEmail('di@example.test'), fields: mapped({ name: 'Di' }) })).toMatchObject([
			{ action: 'created' },
		]);
		expect([...store.people.values()].map(({ email }) => email)).toEqual([
			'Ana@example.test',
			'bo@example.test',
			'cy@example.test',
			'di@example.test',
		]);
	});

	it('lets in, keeps out and deletes', async () => {
		expect(await run('deactivate', { user: ANA })).toMatchObject([{ action: 'deactivated' }]);
		expect(await run('deactivate', { user: ANA })).toMatchObject([{ action: 'unchanged' }]);
		expect(await run('activate', { user: ANA })).toMatchObject([{ action: 'activated' }]);
		expect(await run('delete', { user: ANA })).toMatchObject([{ action: 'deleted', person: 'ana@example.test' }]);
		expect([...store.people.keys()]).toEqual(['2']);
	});

	it('keeps those as texts who wait: whom an update is to write, and of a list those whom the items name', async () => {
		const fields = mapped({ name: '={{ $json.name }}' });
		const people = [{ email: 'ana@example.test', name: 'Ana Maria' }];
		const texts = jest.spyOn(vendor.resting.found, 'textOf');
		await run('update', { user: ANA, fields }, people);
		expect(texts).toHaveBeenCalledTimes(1);

		texts.mockRestore();
		const listed = jest.spyOn(vendor.resting.listed, 'textOf');
		await run('compare', { matchBy: byEmail('={{ $json.email }}'), fields, leavers: 'report', includeAllUsers: true }, people);
		expect(listed.mock.calls.map(([{ id }]) => id)).toEqual(['1']);
		listed.mockRestore();
	});

	it('compares a list, and syncs with it: writes, creates, deactivates leavers, and settles', async () => {
		const list = {
			matchBy: byEmail('={{ $json.email }}'),
			fields: mapped({ name: '={{ $json.name }}' }),
			ifNotFound: 'create',
			leavers: 'deactivate',
			includeAllUsers: true,
		};
		const people = [
			{ email: 'ana@example.test', name: 'Ana Maria' },
			{ email: 'cy@example.test', name: 'Cy' },
		];

		expect((await run('compare', { ...list, leavers: 'report' }, people)).map(({ action }) => action)).toEqual([
			'differing',
			'missing',
			'leaver',
		]);
		expect((await run('sync', list, people)).map(({ action }) => action)).toEqual(['updated', 'created', 'deactivated']);
		expect((await run('sync', list, people)).map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
	});
});

directoryContract('A vendor in memory', {
	vendor: store,
	open: () => fifthDirectory(store.send),
	everybody: () => fifthDirectory(store.send).everybody(undefined),
	resting: fifthVendor(store).resting,
	options: undefined,
	keys: [
		{ by: 'email', value: 'ana@example.test' },
		{ by: 'id', value: '1' },
	],
	stranger: [
		{ by: 'email', value: 'nobody@example.test' },
		{ by: 'id', value: '99' },
	],
	text: 'name',
	bystander: 'phone',
	signIns: ['email'],
});
