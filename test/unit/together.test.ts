import type { INodeProperties, INodeType } from 'n8n-workflow';

import { operations as appenate } from '../../nodes/Appenate/actions/operations';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { operations as axero } from '../../nodes/Axero/actions/operations';
import { Axero } from '../../nodes/Axero/Axero.node';
import { operations as highq } from '../../nodes/HighQPublisher/actions/operations';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { operations as ispring } from '../../nodes/ISpringLearn/actions/operations';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { groupOption } from '../../nodes/shared/n8n/parameters/groups';
import { together } from '../../nodes/shared/n8n/parameters/together';
import type { Operations } from '../../nodes/shared/n8n/run/operations';
import { operationsOf, panelOf } from '../panelOf';

const NODES: ReadonlyArray<readonly [INodeType, Operations]> = [
	[new Appenate(), appenate],
	[new Axero(), axero],
	[new HighQPublisher(), highq],
	[new ISpringLearn(), ispring],
];
const OPERATIONS = NODES.flatMap(([node, operations]) =>
	operationsOf(node).map(([resource, operation]) => ({
		...{ title: `${node.description.displayName}: ${resource} ${operation}`, node, resource, operation },
		description: operations[resource]?.[operation]?.description ?? [],
	})),
);

/** What the node adds to its operations. */
const OF_THE_NODE: ReadonlySet<string> = new Set(['preview', 'apiNotice']);

/** Without what says for which operation something is shown. */
const forNoOperation = (property: INodeProperties): unknown =>
	JSON.parse(
		JSON.stringify(property, (name, value: unknown) => (name === 'operation' || name === '/operation' ? undefined : value)).replaceAll(
			',"displayOptions":{"show":{}}',
			'',
		),
	);

describe('The parameters of a node', () => {
	it.each(OPERATIONS)(
		'are in each operation what that one describes, in its order: $title',
		({ node, resource, operation, description }) => {
			const shown = panelOf(node, resource, operation).filter(({ name }) => !OF_THE_NODE.has(name));

			expect(description.length).toBeGreaterThan(0);
			expect(shown.map(forNoOperation)).toEqual(description.map(forNoOperation));
		},
	);

	it.each(NODES.map(([node]) => [node.description.displayName, node] as const))(
		'are fewer than those of its operations, at %s',
		(_name, node) => {
			const described = OPERATIONS.filter((one) => one.node === node).flatMap(({ description }) => description);

			const own = node.description.properties.filter(({ name }) => !OF_THE_NODE.has(name));

			expect(own.length).toBeLessThan(described.length * 0.75);
		},
	);
});

const text = (name: string, operation: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	...{ displayName: name.toUpperCase(), name, type: 'string', default: '' },
	displayOptions: { show: { resource: ['user'], operation: [operation] } },
	...more,
});
const limit = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	...{ displayName: name.toUpperCase(), name, type: 'number', default: 1 },
	...more,
});
const options = (operation: string, inside: INodeProperties[]): INodeProperties =>
	text('options', operation, { type: 'collection', default: {}, options: inside });
const REQUESTS = { displayName: 'Requests', name: 'requests', path: 'options.requests.values' } as const;

describe('What operations have in common', () => {
	it('is one parameter, shown for each of them', () => {
		expect(together([[text('user', 'get')], [text('user', 'delete')]])).toEqual([
			text('user', 'get', { displayOptions: { show: { resource: ['user'], operation: ['get', 'delete'] } } }),
		]);
	});

	it('stays apart where a word differs, or where it is shown for something else', () => {
		const others = [
			text('user', 'delete', { description: 'Who' }),
			text('user', 'get', { displayOptions: { show: { resource: ['group'], operation: ['get'] } } }),
		];

		expect(together([[text('user', 'get')], ...others.map((one) => [one])])).toHaveLength(3);
	});

	it('stands twice rather than out of the order of an operation', () => {
		const names = together([
			[text('a', 'get'), text('b', 'get')],
			[text('b', 'delete'), text('a', 'delete')],
		]).map(({ name }) => name);

		expect(names).toHaveLength(3);
	});

	it('of "Options" is offered where an operation has it, in groups as well, in the order of the labels', () => {
		const [both, ...others] = together([
			[options('get', [limit('z'), groupOption(REQUESTS, [limit('retries')])])],
			[options('delete', [limit('a'), groupOption(REQUESTS, [limit('retries'), limit('pause')])])],
		]);
		const shownFor = (operation: string) => ({ displayOptions: { show: { '/operation': [operation] } } });

		expect(others).toEqual([]);
		expect(both?.options).toEqual([
			limit('a', shownFor('delete')),
			groupOption(REQUESTS, [limit('pause', shownFor('delete')), limit('retries')]),
			limit('z', shownFor('get')),
		]);
	});

	it('of "Options" is no common one where two operations mean something else by a name, of which the editor would show one', () => {
		const all = together([[options('get', [limit('most')])], [options('delete', [limit('most', { default: 2 })])]]);

		expect(all.map(({ displayOptions }) => displayOptions?.show?.['operation'])).toEqual([['get'], ['delete']]);
	});
});
