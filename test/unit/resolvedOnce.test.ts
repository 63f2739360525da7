import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';

import { resolvedOnce } from '../../nodes/shared/n8n/parameters/resolvedOnce';

type Options = Readonly<{ rawExpressions?: boolean }>;

/** A platform that writes down what it resolves: a text that begins with "=" is another one for each item. */
function platform(parameters: INodeParameters) {
	const resolved: string[] = [];
	const context = {
		getNode: () => ({ name: 'Vendor', parameters: structuredClone(parameters) }),
		getNodeParameter: (name: string, i: number, usual?: unknown, { rawExpressions = false }: Options = {}) => {
			const raw = parameters[name] ?? usual;
			if (rawExpressions) return raw;
			resolved.push(`${name} ${i}`);
			if (raw === undefined) throw new Error(`Item ${i} has no ${name}`);
			return JSON.parse(JSON.stringify(raw).replaceAll('"=', `"item ${i}: `)) as unknown;
		},
	};
	return { context: resolvedOnce(context as unknown as IExecuteFunctions), resolved };
}

describe('an execution that resolves parameters once', () => {
	it('asks n8n once for a parameter that is the same for all items', () => {
		const { context, resolved } = platform({ schema: [{ id: 'phone' }] });

		const values = [0, 1, 2].map((i) => context.getNodeParameter('schema', i));

		expect(values).toEqual([[{ id: 'phone' }], [{ id: 'phone' }], [{ id: 'phone' }]]);
		expect(resolved).toEqual(['schema 0']);
	});

	it('asks n8n once for each item for one that holds an expression, however deep', () => {
		const { context, resolved } = platform({ user: { mode: 'email', value: '={{ $json.email }}' } });

		const values = [0, 0, 1, 1].map((i) => context.getNodeParameter('user', i, ''));

		expect(values.map((value) => JSON.stringify(value))).toEqual([
			'{"mode":"email","value":"item 0: {{ $json.email }}"}',
			'{"mode":"email","value":"item 0: {{ $json.email }}"}',
			'{"mode":"email","value":"item 1: {{ $json.email }}"}',
			'{"mode":"email","value":"item 1: {{ $json.email }}"}',
		]);
		expect(resolved).toEqual(['user 0', 'user 1']);
	});

	it('gives an item its own value again after another one was read', () => {
		const { context } = platform({ text: '=text' });

		expect([0, 1, 0].map((i) => context.getNodeParameter('text', i))).toEqual(['item 0: text', 'item 1: text', 'item 0: text']);
	});

	it('gives each reading its own default where the parameter is not there', () => {
		const { context } = platform({});

		expect(context.getNodeParameter('limit', 0, 50)).toBe(50);
		expect(context.getNodeParameter('limit', 1, 100)).toBe(100);
		expect(context.getNodeParameter('limit', 1, '50')).toBe('50');
	});

	it('keeps no error: each item is told its own', () => {
		const { context } = platform({});

		expect(() => context.getNodeParameter('user', 0)).toThrow('Item 0 has no user');
		expect(() => context.getNodeParameter('user', 1)).toThrow('Item 1 has no user');
	});

	it('tells one way of reading a parameter from another', () => {
		const { context, resolved } = platform({ group: { mode: 'id', value: '7' } });

		context.getNodeParameter('group', 0);
		context.getNodeParameter('group', 0, undefined, { extractValue: true });

		expect(resolved).toEqual(['group 0', 'group 0']);
	});
});
