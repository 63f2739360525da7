import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { runNode, type NodeResult } from './engine';
import { updateParameters, WAYS, type Way } from './ways';

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const SEAN = 'sean.obrien@example.test';
const OPEN: INodeParameters = { readBack: 'whenUnproven', includeUser: 'no' };
const CHOOSING = WAYS.filter(({ channel }) => channel === 'highq' || channel.startsWith('ispring'));
const wayTo = (title: string): Way => {
	const found = WAYS.find((way) => way.title === title);
	if (!found) throw new Error(`No way ${title}`);
	return found;
};
const HIGHQ = wayTo('HighQ Publisher (JSON)');
const ISPRING = wayTo('iSpring Learn (REST, account)');

type Change = Readonly<{
	options?: INodeParameters;
	fields?: INodeParameters;
	parameters?: INodeParameters;
	items?: readonly IDataObject[];
}>;

/** Updates one text field of Ana, or what the parameters say. */
async function run(
	way: Way,
	{ options = {}, fields, parameters = {}, items = [{ email: ANA, text: 'New' }] }: Change = {},
): Promise<NodeResult> {
	const usual = updateParameters(way);
	return await runNode({
		node: way.node(),
		credential: { type: way.credential(), data: way.data(sandbox) },
		parameters: {
			...usual,
			...(fields ? { fields: { mappingMode: 'defineBelow', value: fields, matchingColumns: [], schema: [] } } : {}),
			...parameters,
			options: { ...(way.protocol.options as INodeParameters | undefined), ...options },
		},
		items,
	});
}

const jsonOf = ({ outputs, error }: NodeResult): readonly IDataObject[] => {
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	return (outputs[0] ?? []).map(({ json }) => json);
};
/** How many requests there were after the last one that wrote. */
const readsAfterWrite = (): number => {
	const { requests } = sandbox;
	return requests.length - 1 - requests.findLastIndex(({ isWrite }) => isWrite);
};

describe.each(CHOOSING.map((way) => [way.title, way] as const))('a write by %s', (_title, way) => {
	it('is read back unless something else is chosen', async () => {
		expect(jsonOf(await run(way, { options: { includeUser: 'no' } }))).toMatchObject([{ action: 'updated', warnings: [] }]);
		expect(way.stored(sandbox, ANA)).toBe('New');
		expect(readsAfterWrite()).toBe(1);
	});

	it('is not read back when its answer proves it and that is enough', async () => {
		expect(jsonOf(await run(way, { options: OPEN }))).toMatchObject([
			{ action: 'updated', person: ANA, changes: [{ name: way.text, to: 'New' }], warnings: [] },
		]);
		expect(way.stored(sandbox, ANA)).toBe('New');
		expect(readsAfterWrite()).toBe(0);
	});

	it('is read back all the same when the user is to come along', async () => {
		const [item] = jsonOf(await run(way, { options: { ...OPEN, includeUser: 'raw' } }));

		expect(JSON.stringify(item?.user)).toContain('New');
		expect(readsAfterWrite()).toBe(1);
	});

	it('is an error when the vendor refuses it, whatever is chosen', async () => {
		sandbox.fail({
			channel: way.channel,
			only: ({ isWrite }) => isWrite,
			kind: 'status',
			status: 403,
			body: '',
			contentType: 'text/plain',
		});
		const { error } = await run(way, { options: OPEN });

		expect(error).toBeDefined();
		expect(way.stored(sandbox, ANA)).not.toBe('New');
	});
});

describe('at HighQ, an answer leaves open', () => {
	const change = async (fields: INodeParameters, more: Change = {}): Promise<readonly IDataObject[]> =>
		jsonOf(await run(HIGHQ, { fields, ...more, options: { ...OPEN, ...more.options } }));

	it('what it does not name the user of', async () => {
		const alter = (answer: Readonly<{ status: number; headers: Readonly<Record<string, string>> }>) => ({
			status: answer.status,
			headers: { 'content-type': 'application/json' },
			body: Buffer.from('{"user":{"link":"https://highq.example/api/2/users/3"}}'),
		});
		sandbox.fail({ channel: 'highq', method: 'PUT', kind: 'altered', afterHandling: true, alter });

		expect(await change({ department: 'Law' })).toMatchObject([{ action: 'updated' }]);
		expect(readsAfterWrite()).toBe(1);
	});

	it.each<readonly [string, INodeParameters, INodeParameters]>([
		['a status, whose words differ between pages', { status: 'suspended' }, {}],
		['an organisation, of which name and ID could win', { orgid: '76' }, {}],
		['a field that is cleared', {}, { fieldsToClear: ['phone'] }],
	])('%s', async (_what, fields, options) => {
		expect(await change(fields, { options })).toMatchObject([{ action: 'updated', warnings: [] }]);
		expect(readsAfterWrite()).toBe(1);
	});

	it('nothing of an email address that it repeats', async () => {
		expect(await change({ email: 'ana.costa@example.test' })).toMatchObject([{ action: 'updated' }]);
		expect(readsAfterWrite()).toBe(0);
	});

	it('nothing of a call for the status alone', async () => {
		const parameters = { operation: 'deactivate' };

		expect(jsonOf(await run(HIGHQ, { parameters, options: OPEN }))).toMatchObject([{ action: 'deactivated', warnings: [] }]);
		expect(sandbox.person('highq', ANA).status).toBe('disable');
		expect(readsAfterWrite()).toBe(0);
	});

	it('nothing of a new user, whose ID it gives', async () => {
		const fields = { firstname: 'New', lastname: 'Person', email: 'new.person@example.test' };
		const [item] = jsonOf(await run(HIGHQ, { fields, parameters: { operation: 'create' }, options: OPEN }));

		expect(item).toMatchObject({ action: 'created', id: String(sandbox.person('highq', 'new.person@example.test').id) });
		expect(readsAfterWrite()).toBe(0);
	});
});

describe('at iSpring, an answer leaves open', () => {
	it.each<readonly [string, INodeParameters, INodeParameters]>([
		['a status', { status: 'inactive' }, {}],
		['a field that is cleared', {}, { fieldsToClear: ['job_title'] }],
		['a role', { role: 'administrator' }, {}],
	])('%s', async (_what, fields, options) => {
		jsonOf(await run(ISPRING, { fields, options: { ...OPEN, ...options } }));

		expect(readsAfterWrite()).toBe(1);
	});

	it('who a new user is', async () => {
		const fields = { login: 'new.person', first_name: 'New', last_name: 'Person' };
		const department = { __rl: true, mode: 'id', value: String(sandbox.person('ispring', ANA).departmentId) };
		const items = [{ email: 'new.person@example.test' }];

		const parameters = { operation: 'upsert', department };
		expect(jsonOf(await run(ISPRING, { items, fields, parameters, options: OPEN }))).toMatchObject([{ action: 'created' }]);
		expect(readsAfterWrite()).toBe(1);
	});
});

describe('Sync Users', () => {
	it('writes each changed user of HighQ by a look and a write when the answer is enough', async () => {
		const items = [
			{ email: ANA, text: 'One' },
			{ email: SEAN, text: 'Two' },
		];
		const matchBy = { __rl: true, mode: 'email', value: '={{ $json.email }}' };
		const { fields } = updateParameters(HIGHQ);
		const result = await runNode({
			node: HIGHQ.node(),
			credential: { type: HIGHQ.credential(), data: HIGHQ.data(sandbox) },
			parameters: {
				resource: 'user',
				operation: 'sync',
				matchBy,
				fields: fields ?? {},
				ifNotFound: 'report',
				leavers: 'ignore',
				options: OPEN,
			},
			items,
		});

		expect(jsonOf(result)).toMatchObject([{ action: 'updated' }, { action: 'updated' }]);
		expect(sandbox.requests.map(({ method }) => method).sort()).toEqual(['GET', 'GET', 'GET', 'PUT', 'PUT']);
	});
});
