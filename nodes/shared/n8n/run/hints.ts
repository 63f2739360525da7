import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../../failure';
import type { Scrub } from '../../http/secrets';
import { counted, grouped, wordsOf } from '../../words';
import type { Session } from '../session/session';

/** What an execution says beside its items. */
export function hint(context: IExecuteFunctions, type: 'info' | 'warning', message: string): void {
	context.addExecutionHints({ type, location: 'outputPane', message });
}

/** A preview shows the whole plan, and says that it would not be carried out. */
export function hintGuard(context: IExecuteFunctions, guarded: Failure, scrub: Scrub): void {
	hint(context, 'warning', `Without Preview, this run would be stopped. ${wordsOf(guarded, scrub)}`);
}

type Counted = Pick<Session, 'requests' | 'perDay'>;

/** What a preview did not send. */
type Previewed = Readonly<{
	/** How many requests it kept back. */
	keptBack: number;
	/** Requests that it made for what it shows, and that carrying it out would not. */
	shownOnly?: number;
}>;

/** Where a vendor counts requests by the day, each execution says what it took of them; a preview, what its plan would take. */
export function hintCost(context: IExecuteFunctions, session: Counted, previewed?: Previewed): void {
	const cost = costOf(session, previewed);
	if (cost) hint(context, cost.isTooMuch ? 'warning' : 'info', cost.message);
}

/**
 * What an execution took of a day's requests, and what the plan that a preview shows would take.
 * @returns undefined where the vendor counts none
 */
export function costOf(
	{ requests, perDay }: Counted,
	previewed?: Previewed,
): Readonly<{ message: string; isTooMuch: boolean }> | undefined {
	if (perDay === undefined) return undefined;
	const reads = requests();
	const took = `${counted(reads, 'request')}, ${percent(reads / perDay)} of the ${grouped(perDay)} a day.`;
	if (!previewed) return { message: took, isTooMuch: reads > perDay };

	const { keptBack: writes, shownOnly = 0 } = previewed;
	const needed = reads - shownOnly;
	const isTooMuch = needed + writes > perDay;
	const planned = `The run itself would take at least ${counted(needed + writes, 'request')}: ${grouped(needed)} to read and ${grouped(writes)} to write.`;
	return { message: `${took} ${planned}${isTooMuch ? ' That is more than one day allows.' : ''}`, isTooMuch };
}

/** Rounded up: what was taken is never told as nothing. */
function percent(share: number): string {
	return `${(Math.ceil(share * 1_000) / 10).toLocaleString('en-US')}%`;
}

/** What became of people, in the order in which it is told; of a preview, what would. */
const COUNTS: ReadonlyArray<readonly [action: string, words: string]> = [
	['created', 'created'],
	['create', 'to create'],
	['updated', 'updated'],
	['update', 'to update'],
	['sent', 'sent'],
	['send', 'to send'],
	['activated', 'activated'],
	['activate', 'to activate'],
	['deactivated', 'deactivated'],
	['deactivate', 'to deactivate'],
	['archived', 'archived'],
	['archive', 'to archive'],
	['deleted', 'deleted'],
	['delete', 'to delete'],
	['matched', 'matched'],
	['differing', 'differing'],
	['unchanged', 'unchanged'],
	['decidedLater', 'decided later'],
	['missing', 'missing'],
	['notFound', 'not found'],
	['ignored', 'ignored'],
	['duplicate', 'given twice'],
	['ambiguous', 'ambiguous'],
	['leaver', 'leaver'],
	['failed', 'failed'],
];

type Run = Readonly<{
	items: readonly INodeExecutionData[];
	/** In a preview. */
	previewed?: Previewed | undefined;
	/** How many users were listed first. */
	listed?: number;
}>;

/** One line at the end of a run over people: what became of how many, and what it cost. A preview first says what it is. */
export function hintRun(context: IExecuteFunctions, session: Counted, { items, previewed, listed }: Run): void {
	const cost = costOf(session, previewed);
	const line = [
		...(previewed ? ['Nothing was written.'] : []),
		...(listed === undefined ? [] : [`${counted(listed, 'user')} read.`]),
		`${countsOf(items.map(({ json }) => json)) || 'Nothing to do'}.`,
		cost?.message ?? `${counted(session.requests(), 'request')}.`,
	];
	hint(context, cost?.isTooMuch ? 'warning' : 'info', line.join(' '));
}

function countsOf(rows: readonly IDataObject[]): string {
	const counts = new Map<string, number>();
	for (const { action } of rows) {
		const said = typeof action === 'string' ? action : 'failed';
		counts.set(said, (counts.get(said) ?? 0) + 1);
	}
	return COUNTS.flatMap(([action, words]) => {
		const count = counts.get(action);
		if (count === undefined) return [];
		return [action === 'leaver' ? counted(count, words) : `${grouped(count)} ${words}`];
	}).join(', ');
}
