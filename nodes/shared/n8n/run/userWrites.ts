import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { unsentOf } from '../../http/readOnly';
import type { FieldRules } from '../../provisioning/guard';
import { provision, type Ask } from '../../provisioning/provision';
import type { UserOperation } from '../../provisioning/userOperation';
import { leftOutOf, type InputItem, type LeftOut } from '../parameters/leftOut';
import type { ShownFor } from '../parameters/options';
import { isPreview } from '../parameters/preview';
import { guardLimits } from '../parameters/writeOptions';
import type { Session } from '../session/session';
import { hintCost, hintGuard } from './hints';
import { readItems, toItems } from './items';
import type { Operation } from './operations';
import { toPreview, toResult, type Shown } from './outcomes';
import { sayingTheRest } from './stopped';
import type { Item, Part, UserTypes, UserVendor } from './userVendor';

/** What an operation is at every vendor, and what it says and asks at this one. */
type OnUsers<T extends UserTypes> = Readonly<{
	part: Part;
	parameters: (show: ShownFor) => readonly INodeProperties[];
	options: readonly INodeProperties[];
	/** In the group "Requests". */
	requests?: readonly INodeProperties[];
	/** Whether it writes, and so can be previewed. */
	writes: boolean;
	execute: (first: Item<T>) => Promise<INodeExecutionData[]>;
}>;

/** An operation on users: what it is everywhere, and what this vendor adds. */
export function operationOnUsers<T extends UserTypes>(
	vendor: UserVendor<T>,
	name: string,
	{ part, parameters, options, requests = [], writes, execute }: OnUsers<T>,
): Operation {
	const shown: ShownFor = { resource: ['user'], operation: [name] };
	return {
		description: [
			...(part.above?.(shown) ?? []),
			...parameters(shown),
			...(part.below?.(shown) ?? []),
			vendor.optionsParameter(shown, { own: [...(part.options ?? []), ...options], requests: [...(vendor.requests ?? []), ...requests] }),
		],
		writes,
		execute: async (context) => await execute({ context, i: 0, users: await vendor.open(context, name) }),
	};
}

type Opened = Readonly<{ context: IExecuteFunctions; users: Readonly<{ session: Session }> }>;

type Writing<First, W, Doc> = Readonly<{
	operation: UserOperation<W, Doc>;
	/** What an item asks for. @throws FailureError `invalid` when its parameters can't be understood */
	read: (item: First & InputItem) => W;
}>;

/**
 * Every operation that writes users: read each item's parameters, let `provision` plan, guard and write, or
 * preview, and turn each outcome into an item.
 */
export async function writeUsers<First extends Opened, W, Doc>(
	vendor: Shown<Doc> & Readonly<{ rules: FieldRules }>,
	first: First,
	{ operation, read }: Writing<First, W, Doc>,
): Promise<INodeExecutionData[]> {
	const { context, users } = first;
	const { session } = users;
	const preview = isPreview(context);
	const asks = readAsks(context, (i, leftOut) => read({ ...first, i, leftOut }));
	const { outcomes, guarded } = await provision(operation, asks, {
		concurrency: session.atOnce,
		stopAtFailure: !context.continueOnFail(),
		guard: { limits: guardLimits(context), rules: vendor.rules },
		...(preview ? { preview: unsentOf } : {}),
	});
	if (guarded) hintGuard(context, guarded, session.scrub);
	const present = { ...vendor, scrub: session.scrub };
	const results = outcomes.map((outcome) => (preview ? toPreview(outcome, present) : toResult(outcome, present)));
	const items = toItems(context, sayingTheRest(context, results), session);
	hintCost(context, session, items);
	return items;
}

/** What every item asks for. Says what the items hold in vain. */
export function readAsks<W>(context: IExecuteFunctions, read: (i: number, leftOut: LeftOut) => W): ReadonlyArray<Ask<W>> {
	const leftOut = leftOutOf(context);
	const asks = readItems(context, (i) => read(i, leftOut)).map((reading): Ask<W> =>
		reading.kind === 'read' ? { kind: 'wanted', wanted: reading.value } : reading,
	);
	leftOut.tell();
	return asks;
}
