import fc from 'fast-check';
import { WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

import { resolvedOnce } from '../../nodes/shared/n8n/parameters/resolvedOnce';
import { additionalData, START, startedWith, typesOf } from './engine';
import { StoredCredentials } from './storedCredentials';

/** How our nodes read a value, a locator and mapped columns; the last one is looked at and converted by n8n. */
const READINGS = [
	['text', undefined],
	['user', undefined],
	['fields', undefined],
	['fields.value', { skipValidation: true }],
	['fields.value', undefined],
] as const;

type Read = Readonly<{ given?: unknown; error?: string }>;
type Seen = Readonly<{ ours: readonly Read[]; theirs: readonly Read[]; asked: number }>;

/** Reads each parameter for each item, once as our nodes do and once from n8n alone, and counts how often ours asks n8n. */
function reader(tell: (seen: Seen) => void): INodeType {
	const modes = [{ displayName: 'By Email', name: 'email', type: 'string' as const }];
	return {
		description: {
			displayName: 'Reader',
			name: 'reader',
			group: ['output'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [
				{ displayName: 'Text', name: 'text', type: 'string', default: '' },
				{ displayName: 'User', name: 'user', type: 'resourceLocator', default: { mode: 'email', value: '' }, modes },
				{
					displayName: 'Fields',
					name: 'fields',
					type: 'resourceMapper',
					default: { mappingMode: 'defineBelow', value: null },
					typeOptions: { resourceMapper: { resourceMapperMethod: 'none', mode: 'add' } },
				},
			],
		},
		async execute() {
			let asked = 0;
			const counted = Object.create(this, {
				getNodeParameter: {
					value: (name: string, i: number, usual?: unknown, options?: Readonly<{ rawExpressions?: boolean }>): unknown => {
						if (!options?.rawExpressions) asked += 1;
						return this.getNodeParameter(name, i, usual, options);
					},
				},
			}) as IExecuteFunctions;
			const items = this.getInputData();
			const readBy = (context: IExecuteFunctions): Read[] =>
				items.flatMap((_item, i) => READINGS.map(([name, options]) => read(() => context.getNodeParameter(name, i, '', options))));
			const ours = readBy(resolvedOnce(counted, items));
			tell({ ours, theirs: readBy(this), asked });
			return await Promise.resolve([items]);
		},
	};
}

function read(task: () => unknown): Read {
	try {
		return { given: task() };
	} catch (error) {
		return { error: error instanceof Error ? error.message : String(error) };
	}
}

async function seenBy(parameters: INodeParameters, items: readonly IDataObject[], settings: Partial<INode> = {}): Promise<Seen> {
	let seen: Seen = { ours: [], theirs: [], asked: 0 };
	const node = reader((found) => {
		seen = found;
	});
	const nodes: INode[] = [
		{ id: 'start', name: 'Start', type: 'start', typeVersion: 1, position: [0, 0], parameters: {} },
		{ id: 'node', name: 'Node', type: 'reader', typeVersion: 1, position: [0, 0], parameters, ...settings },
	];
	const connections = { Start: { main: [[{ node: 'Node', type: NodeConnectionTypes.Main, index: 0 }]] } };
	const workflow = new Workflow({ id: 'test', nodes, connections, active: false, nodeTypes: typesOf([START, node]) });
	const engine = new WorkflowExecute(additionalData(new StoredCredentials([]), workflow), 'manual', startedWith(workflow, items));
	const { data } = await engine.processRunExecutionData(workflow);
	if (data.resultData.error) throw data.resultData.error;
	return seen;
}

const mapping = (text: string, user: string, columns: INodeParameters): INodeParameters => ({
	text,
	user: { __rl: true, mode: 'email', value: user, cachedResultName: 'Ana' },
	fields: {
		mappingMode: 'defineBelow',
		value: columns,
		schema: ['number', 'boolean', 'dateTime', 'string'].map((type) => ({ id: type, displayName: type, type, required: false })),
	},
});

const NAMES = [
	'email',
	'first name',
	'E-mail',
	'a',
	'_id',
	'0',
	'constructor',
	'constructorName',
	'toString',
	'__proto__',
	'isProxy',
	'Ünique',
];
const value = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.constantFrom(
		'',
		'\ud83d',
		'=1',
		'={{ $json.a }}',
		'{{ $json.a }}',
		'0012',
		'true',
		'1.10',
		'2026-02-30',
		null,
		undefined,
		true,
		false,
		-0,
	),
	fc.double(),
	fc.integer(),
	fc.bigInt(),
	fc.date({ noInvalidDate: true }),
	fc.array(fc.integer(), { maxLength: 2 }),
	fc.dictionary(fc.constantFrom('a', 'b'), fc.string(), { maxKeys: 2 }),
);
const item = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), value), { selector: ([name]) => name, maxLength: 6 }).map((fields) =>
	// A member called __proto__ can only come from JSON text.
	fields.reduce<IDataObject>(
		(json, [name, one]) => Object.defineProperty(json, name, { value: one, enumerable: true, writable: true, configurable: true }),
		{},
	),
);
const field = fc.constantFrom(...NAMES);
const named = (name: string): string => `={{ $json.${name} }}`;
const expression = fc.oneof(
	{ weight: 3, arbitrary: field.map(named) },
	{ weight: 3, arbitrary: field.map((name) => `={{$json["${name}"]}}`) },
	field.map((name) => `={{ $json['${name}'] }}`),
	field.map((name) => `={{ $json.${name}.length }}`),
	field.map((name) => `={{ $json?.${name} }}`),
	field.map((name) => `={{ $json.${name} }} `),
	field.map((name) => `= {{ $json.${name} }}`),
	field.map((name) => `={{ $json["${name}] }}`),
	field.map((name) => `={{ $json["${name}"] }}{{ $json.email }}`),
	fc.constantFrom('={{ $json.a.b }}', '={{ $json }}', '={{ $json.email // who }}', '={{ $itemIndex }}', 'fixed', '', '=', '={{ }}'),
);
// n8n runs no node with a fixed value that is none of its column's type.
const columns = fc
	.tuple(
		fc.dictionary(
			fc.constantFrom('number', 'boolean', 'dateTime', 'string'),
			fc.oneof({ weight: 4, arbitrary: field.map(named) }, fc.constant(null)),
		),
		fc.option(expression),
	)
	.map(([typed, other]): INodeParameters => ({ ...typed, other }));

/** To the letter, and with the types that it has: JSON would make one of several. */
const written = (reads: readonly Read[]): readonly string[] => reads.map(({ given, error }) => error ?? shown(given));

function shown(given: unknown): string {
	if (given instanceof Date) return `date ${given.getTime()}`;
	if (Array.isArray(given)) return `[${given.map(shown).join()}]`;
	if (typeof given === 'object' && given !== null)
		return `{${Object.entries(given)
			.map(([name, one]: [string, unknown]) => `${JSON.stringify(name)}: ${shown(one)}`)
			.join()}}`;
	return Object.is(given, -0) ? 'number -0' : `${typeof given} ${String(given)}`;
}

describe('expressions that only name fields of the item', () => {
	it('give what n8n gives, whatever the items hold, and fail with its words', async () => {
		await fc.assert(
			fc.asyncProperty(
				expression,
				expression,
				columns,
				fc.array(item, { minLength: 1, maxLength: 4 }),
				fc.boolean(),
				async (text, user, mapped, items, executeOnce) => {
					const { ours, theirs } = await seenBy(mapping(text, user, mapped), items, { executeOnce });

					expect(written(ours)).toEqual(written(theirs));
				},
			),
			{ numRuns: 100 },
		);
	});

	it('are asked of n8n for one item; the check of mapped columns for each', async () => {
		const items = [1, 2, 3].map((i) => ({ email: `${i}@example.test`, 'first name': `Ana ${i}` }));
		const mapped = { string: '={{ $json["first name"] }}', other: null };

		const { ours, theirs, asked } = await seenBy(mapping('={{ $json.email }}', '={{ $json.email }}', mapped), items);

		expect(ours).toEqual(theirs);
		// The text, the user and the columns once; the whole of Fields, which holds its schema, and the columns that n8n checks for each.
		expect(asked).toBe(3 + 2 * items.length);
	});

	it('are asked of n8n again where an item has no such field', async () => {
		const { ours, theirs, asked } = await seenBy({ text: '={{ $json.email }}' }, [{ email: 'a' }, {}, { email: null }, { email: ['a'] }]);

		expect(ours).toEqual(theirs);
		expect(asked).toBeGreaterThan(3);
	});

	it('are left to n8n for good where it refuses the name', async () => {
		const { ours, theirs } = await seenBy({ text: '={{ $json.constructor }}' }, [{ constructor: 'a' }, { constructor: 'b' }]);

		expect(ours).toEqual(theirs);
		expect(ours.filter(({ error }) => error !== undefined)).toHaveLength(2);
	});
});
