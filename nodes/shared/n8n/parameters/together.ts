import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { sorted } from './groups';

/** A parameter and the operations that have it; of "Options" and of a group of options, what it holds as well. */
type Common = Readonly<{ parameter: INodeProperties; looked: Looked; operations: string[]; held: Map<string, Common> }>;

type Looked = Readonly<{
	/** Without its operations and what it holds; what has the same words is the same parameter. */
	words: string;
	/** What it holds. */
	parts: readonly INodeProperties[];
}>;

/** Each parameter is looked at once: what several operations offer is often one and the same. */
type Look = (parameter: INodeProperties) => Looked;

/**
 * The parameters of several operations, each as often as it differs: what operations of one resource have in common is one
 * parameter, shown for each of them. n8n keeps, sends and looks through every parameter of a node for each step of a
 * workflow. Pure.
 * @param descriptions the parameters of one operation each, which name its resource and the operation
 * @returns in an order that is that of every operation
 */
export function together(descriptions: ReadonlyArray<readonly INodeProperties[]>): INodeProperties[] {
	const all: Common[] = [];
	const byWords = new Map<string, Common[]>();
	const look = lookingOnce();
	for (const description of descriptions) {
		let next = all.length;
		// From the end, where all have their options.
		for (const given of description.toReversed()) {
			const operations = given.displayOptions?.show?.['operation']?.map(String) ?? [];
			const { words } = look(given);
			const alike = byWords.get(words) ?? [];
			const places = alike.filter((one) => isSame(one, given, look)).map((one) => all.indexOf(one));
			const at = Math.max(-1, ...places.filter((place) => place < next));
			const one = all[at] ?? common(given, look);
			if (at < 0) {
				all.splice(next, 0, one);
				byWords.set(words, [...alike, one]);
			} else next = at;
			join(one, given, { operations, look });
		}
	}
	return all.map((one) => ({ ...one.parameter, ...withHeld(one), displayOptions: shownFor(one, 'operation') }));
}

function lookingOnce(): Look {
	const known = new Map<INodeProperties, Looked>();
	return (parameter) => {
		const before = known.get(parameter);
		if (before) return before;
		const looked = lookedAt(parameter);
		known.set(parameter, looked);
		return looked;
	};
}

function lookedAt(parameter: INodeProperties): Looked {
	const parts = heldBy(parameter);
	const { operation: _, ...show } = parameter.displayOptions?.show ?? {};
	const alone = parts ? { options: parameter.type === 'collection' ? [] : groupOf(parameter) } : {};
	return {
		words: JSON.stringify({ ...parameter, ...alone, displayOptions: { ...parameter.displayOptions, show } }),
		parts: parts ?? [],
	};
}

function common(parameter: INodeProperties, look: Look): Common {
	return { parameter, looked: look(parameter), operations: [], held: new Map() };
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
function isSame(one: Common, other: INodeProperties, look: Look): boolean {
	const { words, parts } = look(other);
	return (
		one.looked.words === words &&
		parts.every((part) => {
			const there = one.held.get(part.name);
			return there === undefined || isSame(there, part, look);
		})
	);
}

function join(one: Common, other: INodeProperties, more: Readonly<{ operations: readonly string[]; look: Look }>): void {
	one.operations.push(...more.operations);
	for (const part of more.look(other).parts) {
		const there = one.held.get(part.name) ?? common(part, more.look);
		one.held.set(part.name, there);
		join(there, part, more);
	}
}

function withHeld({ parameter, held, operations }: Common): Pick<INodeProperties, 'options'> {
	if (held.size === 0) return {};
	const inside = sorted(
		[...held.values()].map((one) => ({
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
