import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { freshSandbox } from '../freshSandbox';
import { runNode, type NodeRun } from '../workflow/engine';
import { SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import { who } from '../workflow/offered';

const sandbox = freshSandbox({ people: 12 });

const CONTINUES = ['continueRegularOutput', 'continueErrorOutput'] as const;
const items = [
	{ email: 'ana.silva@example.test', text: 'new' },
	{ email: 'sean.obrien@example.test', text: 'new' },
];
const user = { __rl: true, mode: 'email', value: '={{ $json.email }}' };
const mapped = (value: Record<string, string>) => ({ mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] });

/** What came out as done, and what as failed. */
async function run(given: Omit<NodeRun, 'items'>) {
	const { outputs, error } = await runNode({ ...given, items });
	const all = outputs.flat().map(({ json, pairedItem }) => ({ json, item: Object(pairedItem).item }));
	return {
		error,
		done: all.filter(({ json }) => json.error === undefined),
		failed: all.filter(({ json }) => json.error !== undefined),
		success: outputs[given.onError === 'continueErrorOutput' ? 0 : 1] ?? [],
	};
}

const oneForEach = (error: unknown, message: unknown) =>
	items.map((_item, item) => ({ item, json: expect.objectContaining({ error, message }) }));

describe.each(SYNC_WAYS)('A list that can not be read, at $title', (way: SyncWay) => {
	const whole = (operation: string): Omit<NodeRun, 'items'> => ({
		node: way.node(),
		credential: { type: way.credential(), data: way.data(sandbox) },
		parameters: {
			resource: 'user',
			operation,
			...who(operation, user),
			fields: mapped({ [way.text]: '={{ $json.text }}' }),
			...way.protocol,
			leavers: 'ignore',
			...(operation === 'sync' ? { ifNotFound: 'ignore' } : {}),
		},
	});
	const wrongKey = (): void =>
		sandbox.fail({ channel: way.channel, kind: 'status', status: 403, body: '', only: ({ path }) => !path.endsWith('/token') });

	it.each(CONTINUES.flatMap((onError) => ['sync', 'compare'].map((operation) => [operation, onError] as const)))(
		'fails every item of %s, with %s',
		async (operation, onError) => {
			wrongKey();
			const { done, failed, success } = await run({ ...whole(operation), onError });

			expect(done).toEqual([]);
			expect(success).toEqual([]);
			expect(failed).toEqual(
				items.map((_item, item) => ({
					item,
					json: expect.objectContaining({ error: expect.stringContaining(`[item ${item}]`), message: expect.any(String) }),
				})),
			);
		},
	);

	it('ends Sync Users for n8n as what it is, when it stops at errors', async () => {
		wrongKey();
		const { error, done } = await run(whole('sync'));

		expect(done).toEqual([]);
		expect(error).toMatchObject({ name: 'NodeApiError', says: expect.not.stringContaining('[item'), description: expect.any(String) });
	});
});

describe('What stops an execution before its items', () => {
	const highq = (data: object, options: object = {}): Omit<NodeRun, 'items'> => ({
		node: new HighQPublisher(),
		credential: { type: new HighQPublisherApi(), data: { baseUrl: sandbox.urls.highq, ...sandbox.secrets.highq, ...data } },
		parameters: {
			authentication: 'accessToken',
			resource: 'user',
			operation: 'update',
			user,
			fields: mapped({ lastname: 'x' }),
			options: { ...options },
		},
	});

	it.each(CONTINUES)('is an error of each item with %s: a wrong address in the credential', async (onError) => {
		const { done, failed, success } = await run({ ...highq({ baseUrl: 'http://evil.test' }), onError });

		expect([done, success]).toEqual([[], []]);
		expect(failed).toEqual(oneForEach(expect.stringContaining('Base URL'), expect.any(String)));
	});

	it.each(CONTINUES)('is an error of each item with %s: an option that is no number', async (onError) => {
		const { done, failed, success } = await run({ ...highq({}, { maxChanges: 'abc' }), onError });

		expect([done, success]).toEqual([[], []]);
		expect(failed).toEqual(
			oneForEach(expect.stringContaining('Max Users to Change is not a number: "abc"'), expect.stringContaining('Enter a number')),
		);
		expect(sandbox.requests).toEqual([]);
	});

	it.each(CONTINUES)('is an error of each item with %s: a credential that is not chosen', async (onError) => {
		const { node, parameters } = highq({});
		const { done, failed, success } = await run({ node, parameters, onError });

		expect([done, success]).toEqual([[], []]);
		expect(failed.map(({ item }) => item)).toEqual([0, 1]);
	});

	it('says what to do, when it stops at errors', async () => {
		const { error } = await run(highq({}, { maxChanges: 'abc' }));

		expect(error).toMatchObject({
			says: 'Max Users to Change is not a number: "abc"',
			description: expect.stringContaining('Enter a number'),
		});
	});
});
