import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const LITERAL = '{{ $json.lastName }}';
const run = async (
	way: SyncWay,
	asked: Readonly<{ fields?: INodeParameters; parameters?: INodeParameters; options?: INodeParameters; text?: string }>,
) => {
	const { text = 'x', ...more } = asked;
	const items: IDataObject[] = [{ email: ANA, text, lastName: 'Costa' }];
	return jsonOf(await runSync(sandbox, way, { operation: 'update', items, continues: true, ...more }))[0] ?? {};
};

describe.each(SYNC_WAYS)('an expression in a fixed parameter, at $title', (way) => {
	it('is not written as it stands: the column is named', async () => {
		const { error } = await run(way, { fields: { [way.text]: LITERAL } });

		expect(error).toMatch(/^(Bio|Last Name|Job Title) holds an expression that was not evaluated: \{\{ \$json\.lastName \}\} \[item 0\]$/);
		expect(sandbox.requests).toEqual([]);
	});

	it.each<[string, Parameters<typeof run>[1]]>([
		['User', { parameters: { user: { __rl: true, mode: 'email', value: '{{ $json.email }}' } } }],
		['Value', { options: { alsoLookUpBy: { key: [{ by: 'email', value: 'x{{$node["A"].json.id}}' }] } } }],
		['Fields to Clear', { options: { fieldsToClear: ['{{ $json.field }}'] } }],
	])('is named elsewhere too: %s', async (label, asked) => {
		expect((await run(way, asked)).error).toContain(`${label} holds an expression that was not evaluated`);
		expect(sandbox.requests).toEqual([]);
	});

	it('is a text like any other when the data of an item bring it', async () => {
		await run(way, { text: `Write ${LITERAL} in n8n` });

		expect(way.stored(sandbox, ANA)).toBe(`Write ${LITERAL} in n8n`);
	});

	it.each(['{{ name }}', 'costs {{ $5 }}', '{ $json.a }', '{{}} $json'])('is not what only looks like one: %s', async (text) => {
		await run(way, { fields: { [way.text]: text } });

		expect(way.stored(sandbox, ANA)).toBe(text);
	});
});
