import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { mayHaveLanded, type Failure } from '../../failure';
import type { ItemResult } from './items';
import { sentences } from '../../words';

const MOST_NAMED = 10;

/**
 * With Stop Workflow, the error of the first failed item is all that comes out. It says what was written besides, and
 * what was not tried: otherwise nobody would know what to do with the rest.
 * @param keptLeavers how many leavers were to be deactivated, and were not
 */
export function sayingTheRest(context: IExecuteFunctions, results: readonly ItemResult[], keptLeavers = 0): readonly ItemResult[] {
	const first = results.findIndex(({ kind }) => kind === 'failed');
	if (first < 0 || context.continueOnFail()) return results;
	return results.map((result, i) =>
		i === first && result.kind === 'failed' ? { ...result, failure: amid(result.failure, results, { first, keptLeavers }) } : result,
	);
}

/** The same for leavers, who come after all items: with Stop Workflow, the error of the first one who failed says what was written. */
export function sayingWhatWasWritten(
	context: IExecuteFunctions,
	leavers: readonly ItemResult[],
	items: readonly ItemResult[],
): readonly ItemResult[] {
	if (context.continueOnFail()) return leavers;
	return leavers.map((result) => {
		if (result.kind !== 'failed' || result.failure.kind === 'guarded') return result;
		const { failure } = result;
		return { ...result, failure: { ...failure, todo: sentences(failure.todo, writtenInWords([...items, ...leavers])) } };
	});
}

function writtenInWords(results: readonly ItemResult[]): string | undefined {
	const written = results.flatMap(writtenName);
	return written.length === 0 ? undefined : `${counted(written.length)} written anyway: ${named(written)}.`;
}

function amid(
	failure: Failure,
	results: readonly ItemResult[],
	{ first, keptLeavers }: Readonly<{ first: number; keptLeavers: number }>,
): Failure {
	// The guard says so itself.
	if (failure.kind === 'guarded') return failure;
	const others = results.map((result, i) => ({ result, i })).filter(({ i }) => i !== first);
	const doubtful = others.flatMap(({ result, i }) =>
		result.kind === 'failed' && (mayHaveLanded(result.failure) || result.failure.halfway) ? [`item ${i}`] : [],
	);
	const untried = others.filter(({ result }) => result.kind === 'held').length;
	const written = writtenInWords(results);
	const isNothing = written === undefined && doubtful.length === 0 && !mayHaveLanded(failure) && !failure.halfway;
	const todo = sentences(
		failure.todo,
		written,
		doubtful.length === 0 ? undefined : `It is unclear how much was written for other items that failed: ${named(doubtful)}.`,
		untried === 0 ? undefined : isNothing ? `Nothing was written: ${ready(untried)}.` : `${counted(untried)} not tried.`,
		keptLeavers === 0 ? undefined : `${keptLeavers === 1 ? '1 leaver was' : `${keptLeavers} leavers were`} not deactivated.`,
	);
	return { ...failure, todo };
}

/** Who or what an item wrote, as the item named it. */
function writtenName(result: ItemResult, i: number): readonly string[] {
	if (result.kind !== 'done') return [];
	if (result.wrote !== undefined) return [result.wrote];
	return result.json.some(isWritten) ? [`item ${i}`] : [];
}

function isWritten({ deleted, action, preview }: IDataObject): boolean {
	return preview !== true && (deleted === true || (typeof action === 'string' && !NO_WRITES.has(action)));
}

/** What comes out of an item without a write. */
const NO_WRITES: ReadonlySet<string> = new Set(['unchanged', 'missing', 'ignored', 'leaver']);

function ready(items: number): string {
	return items === 1 ? '1 other item was ready' : `${items} other items were ready`;
}

function counted(items: number): string {
	return items === 1 ? '1 item was' : `${items} items were`;
}

function named(names: readonly string[]): string {
	const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
	return `${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}
