import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../../failure';
import type { Scrub } from '../../http/secrets';
import { wordsOf } from '../../words';
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

/**
 * Where a vendor counts requests by the day, each execution says what it took of them; a preview, what its plan would take.
 * @param shownOnly requests that a preview made for what it shows, and that carrying it out would not
 */
export function hintCost(context: IExecuteFunctions, session: Counted, items: readonly INodeExecutionData[], shownOnly = 0): void {
	const cost = costOf(session, items, shownOnly);
	if (cost) hint(context, cost.isTooMuch ? 'warning' : 'info', cost.message);
}

/**
 * What an execution took of a day's requests, and what the plan that its items show would take.
 * @returns undefined where the vendor counts none
 */
export function costOf(
	{ requests, perDay }: Counted,
	items: readonly INodeExecutionData[],
	shownOnly = 0,
): Readonly<{ message: string; isTooMuch: boolean }> | undefined {
	if (perDay === undefined) return undefined;
	const reads = requests();
	const took = `${counted(reads)} of ${grouped(perDay)} a day.`;
	const previews = items.filter(({ json }) => json.preview === true);
	if (previews.length === 0) return { message: took, isTooMuch: reads > perDay };

	const writes = previews.reduce((sum, { json: { requests: kept } }) => sum + (Array.isArray(kept) ? kept.length : 0), 0);
	const needed = reads - shownOnly;
	const isTooMuch = needed + writes > perDay;
	const planned = `The run itself would take at least ${counted(needed + writes)}: ${grouped(needed)} to read and ${grouped(writes)} to write.`;
	return { message: `${took} ${planned}${isTooMuch ? ' That is more than one day allows.' : ''}`, isTooMuch };
}

function counted(requests: number): string {
	return `${grouped(requests)} ${requests === 1 ? 'request' : 'requests'}`;
}

function grouped(count: number): string {
	return count.toLocaleString('en-US');
}
