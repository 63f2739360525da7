import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Failure } from '../../failure';
import { unsentOf } from '../../http/readOnly';
import type { Scrub } from '../../http/secrets';
import type { FieldRules } from '../../provisioning/guard';
import { provision, type Ask } from '../../provisioning/provision';
import type { MatchBy, Wanted } from '../../provisioning/types';
import type { UserOperation } from '../../provisioning/userOperation';
import { leftOutOf, type LeftOut } from '../parameters/leftOut';
import type { ShownFor } from '../parameters/options';
import { otherKeysOf, userKey, type UserMode } from '../parameters/user';
import { guardLimits, isPreview } from '../parameters/writeOptions';
import type { Session } from '../session/session';
import { hintCost } from './cost';
import { readItems, toItems, type Reading } from './items';
import type { Operation } from './operations';
import { toPreview, toResult, wordsOf, type Present } from './outcomes';
import { sayingTheRest } from './stopped';
import type { GivingItem, Item, OpenedUsers, Part, UserVendor } from './userVendor';

/** What an operation is at every vendor. */
type Usual<Opened> = Readonly<{
	parameters: (show: ShownFor) => readonly INodeProperties[];
	options: readonly INodeProperties[];
	execute: (first: Item<Opened>) => Promise<INodeExecutionData[]>;
}>;

/** An operation on users: what it is everywhere, and what this vendor adds. */
export function operationOnUsers<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
	name: string,
	{ part, parameters, options, execute }: Usual<Opened> & Readonly<{ part: Part }>,
): Operation {
	const shown: ShownFor = { resource: ['user'], operation: [name] };
	return {
		description: [
			...parameters(shown),
			...(part.below?.(shown) ?? []),
			vendor.optionsParameter(shown, [...vendor.everywhere, ...(part.options ?? []), ...options]),
		],
		execute: async (context) => await execute({ context, i: 0, users: await vendor.open(context, name) }),
	};
}

/** Reads every item, plans all, guards, and writes or previews. */
export async function carryOut<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>, W>(
	{ show, foreseen, rules }: UserVendor<By, Options, Doc, Opened>,
	{ context, users }: Item<Opened>,
	{ operation, read }: Readonly<{ operation: UserOperation<W, Doc>; read: (item: GivingItem<Opened>) => W }>,
): Promise<INodeExecutionData[]> {
	const { session } = users;
	return await writeUsers(context, {
		session,
		operation,
		read: (i, leftOut) => read({ context, i, users, leftOut }),
		show,
		...(foreseen ? { foreseen } : {}),
		rules,
	});
}

/**
 * Who item `i` means, of those who are there.
 * @throws FailureError `invalid`
 */
export function meantBy<By extends MatchBy>(
	context: IExecuteFunctions,
	i: number,
	{ modes }: Readonly<{ modes: ReadonlyArray<UserMode<By>> }>,
): Pick<Wanted<By>, 'key'> & Required<Pick<Wanted<By>, 'otherKeys'>> {
	return { key: userKey(context, i, modes), otherKeys: otherKeysOf(context, i, modes) };
}

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
