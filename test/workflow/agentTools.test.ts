import type { IDataObject, INode, INodeParameters, INodeType } from 'n8n-workflow';

import type { Channel } from '../sandbox';
import { blocksIn, pageText } from '../documents';
import { freshSandbox } from '../freshSandbox';
import { runNode, type NodeResult } from './engine';
import { WAYS, type Way } from './ways';

const sandbox = freshSandbox();
const ANA = 'ana.silva@example.test';
const NEWEST = WAYS.filter(({ title }) => !/XML|token/.test(title));
const way = (channel: Channel): Way => {
	const found = NEWEST.find((one) => one.channel === channel);
	if (!found) throw new Error(`No way by ${channel}`);
	return found;
};

/** The node as n8n makes it a tool: under another name, with what a model gave as its one item. */
function asTool(node: INodeType): INodeType {
	const { name } = node.description;
	return Object.assign(node, { description: { ...node.description, name: `${name}Tool` } });
}

type Call = Readonly<{ resource?: string; operation: string; onError?: NonNullable<INode['onError']> }> & INodeParameters;

async function called(at: Way, { onError, ...parameters }: Call, wrap = asTool): Promise<NodeResult> {
	return await runNode({
		node: wrap(at.node()),
		credential: { type: at.credential(), data: at.data(sandbox) },
		parameters: { resource: 'user', ...at.protocol, ...parameters },
		items: [{ toolCallId: 'call_1' }],
		inFull: false,
		...(onError ? { onError } : {}),
	});
}

const by = (mode: string, value: string): INodeParameters => ({ __rl: true, mode, value });
const answers = ({ outputs, error }: NodeResult): IDataObject[] => {
	if (error) throw new Error(error.message);
	return (outputs[0] ?? []).map(({ json }) => json);
};
const says = async (at: Way, call: Call): Promise<string> => String(answers(await called(at, call))[0]?.error);
const requests = (): number => sandbox.requests.filter(({ path }) => !/token/i.test(path)).length;

describe('a node that an AI agent calls', () => {
	it.each(NEWEST)('$title: says who may be meant by a name in place of an address, after one read', async (at) => {
		const { outputs, hints } = await called(at, { operation: 'get', user: by('email', 'Ana Silva') });

		expect(outputs[0]?.map(({ json }) => Object.keys(json))).toEqual([['error']]);
		expect(String(outputs[0]?.[0]?.json.error)).toMatch(
			/^User is not an email address: "Ana Silva"\. .*Did you mean Ana Silva \(ana\.silva@example\.test\), ID \S+\?$/,
		);
		expect(requests()).toBe(1);
		expect(hints).toContainEqual('One more request was made, to name who or what may be meant by "Ana Silva".');
	});

	it.each(NEWEST)('$title: says so in a preview too, where nothing is an error', async (at) => {
		const fields = { mappingMode: 'defineBelow', value: { [at.text]: 'New' }, matchingColumns: [], schema: [] };
		const [shown] = answers(await called(at, { operation: 'update', user: by('email', 'Silva, Ana'), fields, preview: true }));

		expect(shown).toMatchObject({ preview: true, action: 'failed' });
		expect(JSON.stringify(shown?.warnings)).toContain('Did you mean Ana Silva (ana.silva@example.test), ID ');
		expect(sandbox.writes()).toEqual([]);
	});

	it.each(NEWEST.filter(({ channel }) => channel !== 'axero'))('$title: finds the person behind an address with a mistake', async (at) => {
		expect(await says(at, { operation: 'get', user: by('email', 'ana.silva@exmaple.test') })).toMatch(/Did you mean Ana Silva \(/);
	});

	it.each(NEWEST)('$title: asks for nothing more where the value looks like an ID', async (at) => {
		const text = await says(at, { operation: 'get', user: by('id', '0'.repeat(32)) });

		expect(text).toMatch(/not found|was found/);
		expect(text).not.toContain('Did you mean');
		expect(requests()).toBe(1);
	});

	const GROUPS: ReadonlyArray<readonly [Channel, Call, RegExp]> = [
		['axero', { resource: 'space', operation: 'get', space: by('id', 'Field Team') }, /Did you mean Field crew, ID 23\?$/],
		[
			'appenate',
			{ resource: 'userGroup', operation: 'get', options: {}, userGroup: by('id', 'Sales Department') },
			/Did you mean Sales, ID [\da-f]{32}\?$/,
		],
		['highq', { resource: 'userGroup', operation: 'get', options: {}, group: by('id', 'Tax') }, /Did you mean/],
		[
			'ispring-rest',
			{ resource: 'department', operation: 'get', department: by('id', 'Sales Department') },
			/Unknown department\. Check the selected department or group, .* Did you mean Sales, ID /,
		],
		[
			'ispring-rest',
			{ resource: 'enrollment', operation: 'create', learners: ANA, courses: '={{ "Safety" }}' },
			/No course with the ID or name "Safety" was found\. Did you mean Fire Safety, ID /,
		],
	];
	it.each(GROUPS)('%s: names the group, department, space or course that may be meant', async (channel, call, expected) => {
		expect(await says(way(channel), call)).toMatch(expected);
	});

	it.each(NEWEST.filter(({ channel }) => channel !== 'ispring-rest'))(
		'$title: names whom Create or Update may mean by a name, and creates nobody',
		async (at) => {
			const fields = { mappingMode: 'defineBelow', value: { [at.text]: 'New' }, matchingColumns: [], schema: [] };

			expect(await says(at, { operation: 'upsert', user: by('email', 'Ana Silva'), fields })).toContain('Did you mean Ana Silva (');
			expect(sandbox.writes()).toEqual([]);
		},
	);

	it('looks for nobody where a login may have any form, and the vendor refused something else', async () => {
		const fields = { mappingMode: 'defineBelow', value: { 'No such label': 'New' }, matchingColumns: [], schema: [] };
		const text = await says(way('axero'), { operation: 'update', user: by('username', 'ana.silva'), fields });

		expect([text.includes('Did you mean'), requests()]).toEqual([false, 1]);
	});

	it.each([false, true])(
		'names the group that may be meant where one is to be deleted (preview: %s), and deletes none',
		async (preview) => {
			const group: Call = { resource: 'userGroup', operation: 'delete', userGroup: by('id', 'Sales'), preview, options: {} };
			const [shown] = answers(await called(way('appenate'), group));

			expect(JSON.stringify(shown)).toMatch(/Did you mean Sales, ID [\da-f]{32}\?"/);
			expect(sandbox.appenatePlaces.groups.map(({ Name }) => Name)).toContain('Sales');
		},
	);

	it('is told in one text what is wrong, what to do and where to look, without the number of an item', async () => {
		const text = await says(way('highq'), { operation: 'get', user: by('email', 'nobody@example.test') });

		expect(text).toMatch(
			/^No user with the email address "nobody@example\.test" was found\. Check [^[\]]*\. User is chosen by email address here: the operation Get Many lists them\.$/,
		);
	});

	it('gives the answer that the page about agents shows', async () => {
		const [shown] = blocksIn(pageText('docs/agents.md')).filter(({ language }) => language === 'json');

		expect(JSON.parse(shown?.text ?? '')).toEqual(
			answers(await called(way('highq'), { operation: 'get', user: by('email', 'Ana Silva') })),
		);
	});

	it('answers that there is nobody, where a list is empty', async () => {
		const call: Call = { operation: 'getAll', returnAll: true, filters: { email: 'nobody@example.test' } };

		expect(answers(await called(way('appenate'), call))).toEqual([{ found: 0 }]);
	});

	it('stops where its user chose that', async () => {
		const { error } = await called(way('axero'), { operation: 'get', user: by('email', 'Ana Silva'), onError: 'stopWorkflow' });

		expect(error?.says).toMatch(/^User is not an email address/);
	});

	it('makes no more requests in a workflow than before', async () => {
		const { error } = await called(way('axero'), { operation: 'get', user: by('email', 'Ana Silva') }, (node) => node);

		expect([error?.message, requests()]).toEqual(['User is not an email address: "Ana Silva" [item 0]', 0]);
	});

	it.each(NEWEST)('$title: gives a person, a preview and a change in answers of at most 1 KB', async (at) => {
		const fields = { mappingMode: 'defineBelow', value: { [at.text]: 'New' }, matchingColumns: [], schema: [] };
		const update: Call = { operation: 'update', user: by('email', ANA), fields };
		const [user] = answers(await called(at, { operation: 'get', user: by('email', ANA) }));
		const [preview] = answers(await called(at, { ...update, preview: true }));
		const [changed] = answers(await called(at, update));

		expect(Object.values(user ?? {}).filter((value) => typeof value === 'object' && value !== null)).toEqual([]);
		expect(preview).toMatchObject({ preview: true, person: ANA, summary: expect.stringContaining('New') });
		expect(changed).toMatchObject({ person: ANA, summary: expect.stringContaining('New') });
		for (const answer of [user, preview, changed]) expect(JSON.stringify(answer).length).toBeLessThan(1024);
	});

	it('keeps the secrets of the credential to itself', async () => {
		const { axero } = sandbox.secrets;
		const text = await says(way('axero'), { operation: 'get', user: by('username', `x ${axero.bearerToken}`) });

		expect(text).not.toContain(axero.bearerToken);
	});
});
