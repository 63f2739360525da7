import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../failure';
import type { Group } from './groups';
import { optionalBoolean, recordOf, toBoolean, toText } from '../../fields/values';

type Context = Pick<IExecuteFunctions, 'getNodeParameter'>;
type Parameter = Pick<INodeProperties, 'displayName' | 'name' | 'default'>;
/** The collection that a parameter stands in, or a group of it. */
export type Collection = 'filters' | 'options' | Group['path'];

function valueOf(context: Context, i: number, { name, default: usual }: Parameter, within?: Collection): unknown {
	return context.getNodeParameter(within === undefined ? name : `${within}.${name}`, i, usual);
}

/**
 * What a switch says for item `i`; where an expression gives nothing, its default.
 * @throws FailureError `invalid`
 */
export function booleanOf(context: Context, i: number, parameter: Parameter, within?: Collection): boolean {
	const { displayName, default: usual } = parameter;
	return optionalBoolean(displayName, valueOf(context, i, parameter, within)) ?? toBoolean(displayName, usual);
}

/**
 * What a switch among the options says for item `i`: it is on once it is added, and off where it is not there.
 * @throws FailureError `invalid`
 */
export function isAdded(context: Context, i: number, { displayName, name }: Parameter, within: Collection = 'options'): boolean {
	return booleanOf(context, i, { displayName, name, default: false }, within);
}

/**
 * Which of its words a parameter has for item `i`.
 * @throws FailureError `invalid` for any other
 */
export function choiceOf<Word extends string>(
	context: Context,
	i: number,
	parameter: Parameter,
	{ words, within }: Readonly<{ words: readonly Word[]; within?: Collection }>,
): Word {
	const { displayName } = parameter;
	const given = valueOf(context, i, parameter, within);
	const chosen = words.find((word) => word === given);
	if (chosen !== undefined) return chosen;
	throw invalid(displayName, `${displayName} can't be "${String(given)}"`, `Choose one of: ${words.join(', ')}.`);
}

/** The rows of a collection that takes several, such as `scope.condition`. */
export function rowsIn(context: Context, i: number, path: string): ReadonlyArray<Readonly<Record<string, unknown>>> {
	const rows: unknown = context.getNodeParameter(path, i, []);
	return Array.isArray(rows) ? rows.map(recordOf) : [];
}

/**
 * The name of a group, department, organisation or folder, to the letter: blanks around it are part of it.
 * @returns the empty text when none is given
 * @throws FailureError `invalid` when nothing but blanks stands in it
 */
export function nameIn(label: string, given: unknown): string {
	const name = toText(label, given ?? '');
	if (name === '' || name.trim() !== '') return name;
	throw invalid(label, `${label} is empty`, 'Enter a name, or leave the field out to keep the current one.');
}

/**
 * {@link nameIn} for what can't be without one.
 * @throws FailureError `invalid` also when none is given
 */
export function someName(label: string, given: unknown): string {
	const name = toText(label, given ?? '');
	if (name.trim() !== '') return name;
	throw invalid(label, `${label} is empty`, 'Map a name for every item.');
}
