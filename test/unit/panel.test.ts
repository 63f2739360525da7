import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { Axero } from '../../nodes/Axero/Axero.node';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { blocksIn, pageText, USER_PAGES } from '../documents';
import { filesUnder, ROOT } from '../package/packed';
import { operationsOf, panelOf } from '../panelOf';
import { valuesOf } from '../workflow/inGroups';
import { notOffered } from '../workflow/offered';

/*
 * The panel of every operation, as the editor builds it from the descriptions.
 */

type Panel = Readonly<{ title: string; operation: string; parameters: readonly INodeProperties[] }>;

/** Every operation of a node with its parameters, in the order in which they stand. */
const panelsOf = (node: INodeType): readonly Panel[] => {
	return operationsOf(node).map(([resource, operation]) => ({
		...{ title: `${node.description.displayName}: ${resource} ${operation}`, operation },
		parameters: panelOf(node, resource, operation),
	}));
};

const NODES: readonly INodeType[] = [new Axero(), new Appenate(), new HighQPublisher(), new ISpringLearn()];
const PANELS = NODES.flatMap(panelsOf);
const GROUPS = ['departmentsAndGroups', 'emptyFields', 'groupsAndFolders', 'requests', 'safetyLimits'];

/** What an operation offers at the top of "Options". */
const optionsOf = ({ parameters }: Panel): readonly INodeProperties[] =>
	parameters
		.filter(({ name }) => name === 'options')
		.flatMap(({ options = [] }) => options)
		.filter((option): option is INodeProperties => 'type' in option);

/** The fields of a group of options, by their names; none where an operation lacks the group. */
const fieldsOf = (panel: Panel, group: string): Readonly<Record<string, INodeProperties>> =>
	Object.fromEntries(
		optionsOf(panel)
			.filter(({ name }) => name === group)
			.flatMap(valuesOf)
			.map((field) => [field.name, field]),
	);

const MOST_OPTIONS = 7;

type Choice = Readonly<Record<string, unknown>>;

/** Everything that the other parameters can be, as far as options are shown or hidden by it. */
const choicesIn = (options: readonly INodeProperties[]): readonly Choice[] => {
	const values = new Map<string, Set<unknown>>();
	for (const { displayOptions: { show = {}, hide = {} } = {} } of options)
		for (const [name, some = []] of [...Object.entries(show), ...Object.entries(hide)])
			values.set(name, new Set([...(values.get(name) ?? ['any other']), ...(Array.isArray(some) ? some : [])]));
	return [...values].reduce<readonly Choice[]>(
		(choices, [name, some]) => choices.flatMap((choice) => [...some].map((value) => ({ ...choice, [name]: value }))),
		[{}],
	);
};

const isSeen = ({ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties, chosen: Choice): boolean => {
	const has = ([name, some = []]: readonly [string, unknown?]): boolean => Array.isArray(some) && some.includes(chosen[name]);
	return Object.entries(show).every(has) && !Object.entries(hide).some(has);
};

/** Operations that only read. */
const READS = /^(get|getAll|getCurrent|getDomains|getRequests|compare)$/;

describe('Preview', () => {
	it.each(PANELS.filter(({ operation }) => !READS.test(operation)))('is a switch directly below Operation, and off, in $title', (panel) => {
		const at = panel.parameters.findIndex(({ name }) => name === 'operation');
		const [preview] = panel.parameters.slice(at + 1).filter(({ type }) => type !== 'notice');

		expect(preview).toMatchObject({ displayName: 'Preview', name: 'preview', type: 'boolean', default: false, noDataExpression: true });
	});

	it.each(PANELS.filter(({ operation }) => READS.test(operation)))(
		'is not offered where nothing is written, in $title',
		({ parameters }) => {
			expect(parameters.map(({ name }) => name)).not.toContain('preview');
		},
	);

	it.each(PANELS.filter(({ parameters }) => parameters.some(({ name }) => name === 'includeRequests')))(
		'has Include Requests below it, only while it is on, in $title',
		({ parameters }) => {
			const [, below] = parameters.slice(parameters.findIndex(({ name }) => name === 'preview'));

			expect(below).toMatchObject({ name: 'includeRequests', default: false, displayOptions: { hide: { preview: [false] } } });
		},
	);

	it('is seen on the canvas while it is on', () => {
		for (const { description } of NODES) expect(description.subtitle).toContain('$parameter["preview"] ? "Preview: "');
	});
});

describe('Options', () => {
	const withOptions = PANELS.filter(({ parameters }) => parameters.some(({ name }) => name === 'options'));

	it('stand in groups, each of which shows all its fields once it is added', () => {
		const groups = withOptions
			.flatMap(optionsOf)
			.filter(({ type, typeOptions }) => type === 'fixedCollection' && !typeOptions?.multipleValues);

		expect([...new Set(groups.map(({ displayName }) => displayName))].sort()).toEqual([
			'Departments and Groups',
			'Empty Fields',
			'Groups and Folders',
			'Requests',
			'Safety Limits',
		]);
		for (const { name, default: usual } of groups) expect([name, usual]).toEqual([name, { values: {} }]);
	});

	it.each(withOptions)('say in the group Requests how the vendor is asked, in $title', (panel) => {
		expect(fieldsOf(panel, 'requests')).toMatchObject({
			concurrency: { type: 'number', noDataExpression: true, typeOptions: { minValue: 1 } },
			maxRetries: { default: 5 },
			requestsPerSecond: { default: 0, description: expect.stringContaining('0 means no limit') },
			timeout: { default: 120, typeOptions: { minValue: 1, maxValue: 600 } },
		});
	});

	it.each(withOptions)('have at most seven entries at their top, whatever else is chosen, in $title', (panel) => {
		for (const chosen of choicesIn(optionsOf(panel))) {
			const seen = optionsOf(panel).filter((option) => isSeen(option, chosen));

			expect(seen.length > MOST_OPTIONS ? seen.map(({ displayName }) => displayName) : []).toEqual([]);
		}
	});

	it.each(withOptions)('have nothing at their top that stands in a group, in $title', (panel) => {
		const grouped = new Set(GROUPS.flatMap((name) => Object.keys(fieldsOf(panel, name))));

		expect(optionsOf(panel).filter(({ name }) => grouped.has(name))).toEqual([]);
	});

	it.each(withOptions)('that say whether something is done are on once they are added, in $title', (panel) => {
		expect(optionsOf(panel).filter(({ type, default: usual }) => type === 'boolean' && usual !== true)).toEqual([]);
	});
});

describe('Safety Limits', () => {
	const USUAL = ['Max Share to Change (%)', 'Max Users to Change'];
	const limitsIn = (title: string): readonly string[] => {
		const panel = PANELS.find((one) => one.title === title);
		return Object.values(panel ? fieldsOf(panel, 'safetyLimits') : {}).map(({ displayName }) => displayName);
	};

	it.each([
		['Axero: user update', ['Max Email or Login Changes', ...USUAL, 'Max Users to Deactivate']],
		['Axero: user sync', ['Max Email or Login Changes', ...USUAL, 'Max Users to Deactivate']],
		['Axero: user create', USUAL],
		['Appenate: user update', ['Max Email or Login Changes', ...USUAL, 'Max Users to Deactivate']],
		['HighQ Publisher: user sync', ['Max Email or Login Changes', ...USUAL, 'Max Users to Deactivate']],
		['HighQ Publisher: user activate', USUAL],
		['HighQ Publisher: user archive', [...USUAL, 'Max Users to Deactivate']],
		['iSpring Learn: user delete', [...USUAL, 'Max Users to Delete']],
		['iSpring Learn: user terminateMany', ['Max Users to Deactivate']],
		['iSpring Learn: department delete', ['Max Departments to Delete', 'Max Users in Deleted Departments']],
		['HighQ Publisher: organisation disable', ['Max Organisations to Disable']],
		['Appenate: folder create', []],
	])('of %s are those that it can pass', (title, labels) => {
		expect(limitsIn(title)).toEqual(labels);
	});
});

describe('Workflows for users', () => {
	type Pasted = Readonly<{ nodes?: ReadonlyArray<Readonly<{ type: string; parameters: INodeParameters }>> }>;
	const inFiles = ['demo', 'templates'].flatMap((folder) =>
		filesUnder(path.join(ROOT, 'workflows', folder))
			.filter((file) => file.endsWith('.json'))
			.map((file) => [`${folder}/${file}`, readFileSync(path.join(ROOT, 'workflows', folder, file), 'utf8')] as const),
	);
	const inPages = USER_PAGES.flatMap((page) =>
		blocksIn(pageText(page))
			.filter(({ purpose: [purpose] }) => purpose === 'workflow')
			.map(({ line, text }) => [`${page}:${line}`, text] as const),
	);

	it.each([...inFiles, ...inPages])('give only parameters and options that the operation has, where it has them, in %s', (_where, text) => {
		const { nodes = [] } = JSON.parse(text) as Pasted;
		const wrong = nodes.flatMap(({ type, parameters }) => {
			const node = NODES.find(({ description }) => type.endsWith(`.${description.name}`) && !type.startsWith('n8n-nodes-base.'));
			return node ? notOffered(node, parameters) : [];
		});

		expect(wrong).toEqual([]);
	});
});
