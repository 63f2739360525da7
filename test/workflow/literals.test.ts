import type { INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { operationsOf, panelOf } from '../panelOf';
import { runNode } from './engine';
import { onlyOffered } from './offered';
import { WAYS, type Way } from './ways';

const sandbox = freshSandbox({ people: 3 });

const LITERAL = '{{ $json.lastName }}';
const VENDORS = WAYS.filter(({ title }) =>
	['Axero', 'Appenate (JSON)', 'HighQ Publisher (JSON)', 'iSpring Learn (REST, account)'].includes(title),
);

/** A text in an operation: what the editor calls it, and the parameters that hold it. */
type Text = Readonly<{ label: string; parameters: INodeParameters; chosen?: INodeParameters }>;

const properties = (options: INodeProperties['options'] = []): readonly INodeProperties[] =>
	options.filter((one): one is INodeProperties => 'type' in one);
const groups = (options: INodeProperties['options'] = []): readonly INodePropertyCollection[] =>
	options.filter((one): one is INodePropertyCollection => 'values' in one);

/** Every text that can be written into a property. */
function textsIn({ name, displayName, type, typeOptions, options }: INodeProperties): readonly Text[] {
	if (type === 'string' || type === 'json') return [{ label: displayName, parameters: { [name]: LITERAL } }];
	if (type === 'resourceLocator') return [{ label: displayName, parameters: { [name]: { __rl: true, mode: 'id', value: LITERAL } } }];
	if (type === 'collection')
		return properties(options)
			.flatMap((one) => textsIn(one).map((text) => ({ ...text, chosen: { ...chosenFor(one, '/'), ...text.chosen } })))
			.map(({ parameters, ...text }) => ({ ...text, parameters: { [name]: parameters } }));
	if (type !== 'fixedCollection') return [];
	const row = (parameters: INodeParameters) => (typeOptions?.multipleValues === true ? [parameters] : parameters);
	return groups(options).flatMap((group) =>
		group.values.flatMap((one) =>
			textsIn(one).map(({ label, parameters }) => ({
				...{ label, chosen: chosenFor(one, '/') },
				parameters: { [name]: { [group.name]: row(parameters) } },
			})),
		),
	);
}

/** What has to be chosen before a parameter is shown. */
function chosenFor({ displayOptions: { show = {} } = {} }: INodeProperties, root = ''): INodeParameters {
	const own = Object.entries(show).filter(([name]) => name.startsWith(root) && !['resource', 'operation', '/operation'].includes(name));
	return Object.fromEntries(own.map(([name, [first = null] = []]) => [name.slice(root.length), first as INodeParameters[string]]));
}

/** What has to be filled in. */
function given({ name, type, required }: INodeProperties): INodeParameters {
	if (required !== true || type === 'resourceMapper') return {};
	return { [name]: type === 'resourceLocator' ? { __rl: true, mode: 'id', value: 'x' } : 'x' };
}

/** The texts of an operation that a literal expression was taken in. */
async function taken(way: Way, resource: string, operation: string): Promise<readonly string[]> {
	const node = way.node();
	const offered = panelOf(node, resource, operation);
	const required = Object.assign({}, ...offered.map(given)) as INodeParameters;
	const texts = offered.flatMap((one) =>
		textsIn(one).map(({ label, parameters, chosen }) => ({ label, parameters: { ...chosenFor(one), ...chosen, ...parameters } })),
	);
	const answers = await Promise.all(
		texts.map(async ({ label, parameters }) => {
			const { error } = await runNode({
				node,
				credential: { type: way.credential(), data: way.data(sandbox) },
				items: [{}],
				parameters: onlyOffered(node, { ...way.protocol, resource, operation, ...required, ...parameters }),
			});
			return error?.message.startsWith(`${label} holds an expression that was not evaluated: ${LITERAL}`) === true ? [] : [label];
		}),
	);
	return answers.flat();
}

describe.each(VENDORS)('An expression that was typed as plain text, at $title,', (way) => {
	it.each(operationsOf(way.node()))('is taken in no text of %s: %s', async (resource, operation) => {
		expect(await taken(way, resource, operation)).toEqual([]);
		expect(sandbox.requests).toEqual([]);
	});
});
