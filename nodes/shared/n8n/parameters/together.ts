import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { sorted } from './groups';

/** A parameter and the operations that have it; of "Options" and of a group of options, what it holds as well. */
type Common = Readonly<{
	name: string;
	/** Without its operations and what it holds; what has the same words is the same parameter. */
	words: string;
	parameter: INodeProperties;
	operations: string[];
	held: Common[];
}>;

/**
 * The parameters of several operations, each as often as it differs: what operations of one resource have in common is one
 * parameter, shown for each of them. n8n keeps, sends and looks through every parameter of a node for each step of a
 * workflow. Pure.
 * @param descriptions the parameters of one operation each, which name its resource and the operation
 * @returns in an order that is that of every operation
 */
export function together(descriptions: ReadonlyArray<readonly INodeProperties[]>): INodeProperties[] {
	const all: Common[] = [];
	for (const description of descriptions) {
		let next = all.length;
		// From the end, where all have their options.
		for (const given of description.toReversed()) {
			const parameter = common(given, given.displayOptions?.show?.['operation']?.map(String) ?? []);
			const at = all.findLastIndex((one, i) => i < next && isSame(one, parameter));
			const one = all[at];
			if (one) join(one, parameter);
			else all.splice(next, 0, parameter);
			if (one) next = at;
		}
	}
	return all.map((one) => ({ ...one.parameter, ...withHeld(one), displayOptions: shownFor(one, 'operation') }));
}

function common(parameter: INodeProperties, operations: readonly string[]): Common {
	const held = heldBy(parameter);
	const { operation: _, ...show } = parameter.displayOptions?.show ?? {};
	const alone = { ...parameter, ...(held ? { options: parameter.type === 'collection' ? [] : groupOf(parameter) } : {}) };
	return {
		name: parameter.name,
		words: JSON.stringify({ ...alone, displayOptions: { ...parameter.displayOptions, show } }),
		parameter,
		operations: [...operations],
		held: (held ?? []).map((one) => common(one, operations)),
	};
}

/** What "Options" offers, and the fields of a group of options. */
function heldBy({ name, type, options = [] }: INodeProperties): readonly INodeProperties[] | undefined {
	if (type === 'collection' && name === 'options') return options.filter((one) => 'type' in one);
	const [only, ...others] = type === 'fixedCollection' ? options : [];
	return only && 'values' in only && only.name === 'values' && others.length === 0 ? only.values : undefined;
}

/** The only one of a group, without its fields. */
function groupOf({ options = [] }: INodeProperties): NonNullable<INodeProperties['options']> {
	return options.map((one) => ({ ...one, values: [] }));
}

/** The editor takes the first option of a name: what has one name must be one option. */
function isSame(one: Common, other: Common): boolean {
	return (
		one.words === other.words &&
		other.held.every((part) => {
			const there = one.held.find(({ name }) => name === part.name);
			return there === undefined || isSame(there, part);
		})
	);
}

function join(one: Common, other: Common): void {
	one.operations.push(...other.operations);
	for (const part of other.held) {
		const there = one.held.find(({ name }) => name === part.name);
		if (there) join(there, part);
		else one.held.push(part);
	}
}

function withHeld({ parameter, held, operations }: Common): Pick<INodeProperties, 'options'> {
	if (held.length === 0) return {};
	const inside = sorted(
		held.map((one) => ({
			...one.parameter,
			...withHeld(one),
			...(one.operations.length === operations.length ? {} : { displayOptions: shownFor(one, '/operation') }),
		})),
	);
	if (parameter.type === 'collection') return { options: inside };
	return { options: groupOf(parameter).map((group) => ({ ...group, values: inside })) };
}

function shownFor({ parameter, operations }: Common, path: 'operation' | '/operation'): IDisplayOptions {
	return { ...parameter.displayOptions, show: { ...parameter.displayOptions?.show, [path]: operations } };
}
