import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../../failure';
import { unsentOf } from '../../http/readOnly';
import type { Scrub } from '../../http/secrets';
import type { UserOperation } from '../../provisioning/userOperation';
import type { FieldRules } from '../../provisioning/guard';
import { provision, type Ask } from '../../provisioning/provision';
import { hintCost } from './cost';
import { guardLimits, isPreview } from '../parameters/writeOptions';
import { readItems, toItems, type Reading } from './items';
import { toPreview, toResult, wordsOf, type Present } from './outcomes';
import { leftOutOf, type LeftOut } from '../parameters/leftOut';
import type { Session } from '../session/session';
import { sayingTheRest } from './stopped';

type Writing<W, Doc> = Omit<Present<Doc>, 'scrub' | 'secret'> &
	Readonly<{
		session: Session;
		operation: UserOperation<W, Doc>;
		/** What item `i` asks for; throws FailureError `invalid` when its parameters can't be understood. */
		read: (i: number, leftOut: LeftOut) => W;
		rules: FieldRules;
	}>;

/**
 * Every operation that writes users: read each item's parameters, let `provision` plan, guard and write, or
 * preview, and turn each outcome into an item.
 */
export async function writeUsers<W, Doc>(
	context: IExecuteFunctions,
	{ session, operation, read, rules, ...shown }: Writing<W, Doc>,
): Promise<INodeExecutionData[]> {
	const preview = isPreview(context);
	const asks = readAsks(context, read);
	const { outcomes, guarded } = await provision(operation, asks, {
		concurrency: session.atOnce,
		stopAtFailure: !context.continueOnFail(),
		guard: { limits: guardLimits(context), rules },
		...(preview ? { preview: unsentOf } : {}),
	});
	if (guarded) hintGuard(context, guarded, session.scrub);
	const present: Present<Doc> = { ...shown, secret: rules.secret, scrub: session.scrub };
	const results = outcomes.map((outcome) => (preview ? toPreview(outcome, present) : toResult(outcome, present)));
	const items = toItems(context, sayingTheRest(context, results), session);
	hintCost(context, session, items);
	return items;
}

/** What every item asks for. Says what the items hold in vain. */
export function readAsks<W>(context: IExecuteFunctions, read: (i: number, leftOut: LeftOut) => W): ReadonlyArray<Ask<W>> {
	const leftOut = leftOutOf(context);
	const asks = readItems(context, (i) => read(i, leftOut)).map(toAsk);
	leftOut.tell();
	return asks;
}

function toAsk<W>(reading: Reading<W>): Ask<W> {
	return reading.kind === 'read' ? { kind: 'wanted', wanted: reading.value } : reading;
}

/** A preview shows the whole plan, and says that it would not be carried out. */
export function hintGuard(context: IExecuteFunctions, guarded: Failure, scrub: Scrub): void {
	context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: `Without Preview this would be stopped. ${wordsOf(guarded, scrub)}`,
	});
}
