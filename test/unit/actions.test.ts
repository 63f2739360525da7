import type { INodeType } from 'n8n-workflow';

import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { Axero } from '../../nodes/Axero/Axero.node';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';

const NODES: readonly INodeType[] = [new Axero(), new Appenate(), new HighQPublisher(), new ISpringLearn()];

/** What the editor's node panel makes of a node: each option of each list "Operation" becomes an action. */
const actionsOf = ({ description: { properties } }: INodeType): readonly string[] =>
	properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [] }) => options.map((option) => ('action' in option ? String(option.action) : option.name)));

describe.each(NODES.map((node) => [node.description.displayName, node] as const))('%s', (_name, node) => {
	it('has every action once', () => {
		const actions = actionsOf(node);

		expect(actions.length).toBeGreaterThan(0);
		expect([...actions].sort()).toEqual([...new Set(actions)].sort());
	});

	it('has one list of resources, and for each of them one of operations that begins with one of its own', () => {
		const { properties } = node.description;
		const [resources, ...others] = properties.filter(({ name }) => name === 'resource');
		const values = (resources?.options ?? []).map((option) => ('value' in option ? option.value : ''));
		const lists = properties.filter(({ name }) => name === 'operation');

		expect(others).toEqual([]);
		expect(values).toContain(resources?.default);
		expect(lists.map(({ displayOptions }) => displayOptions?.show).sort(byText)).toEqual(
			values.map((value) => ({ resource: [value] })).sort(byText),
		);
		expect(
			lists.filter(({ default: first, options = [] }) => !options.some((option) => 'value' in option && option.value === first)),
		).toEqual([]);
	});
});

describe('iSpring Learn', () => {
	it('begins with what is done to users', () => {
		const [first] = new ISpringLearn().description.properties.find(({ name }) => name === 'resource')?.options ?? [];

		expect(first).toMatchObject({ value: 'user' });
	});
});

const byText = (one: unknown, other: unknown): number => JSON.stringify(one).localeCompare(JSON.stringify(other));
