import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { unsentOf } from '../../http/readOnly';
import { wordingOf } from '../../fields/wording';
import type { FieldRules } from '../../provisioning/guard';
import { provision, type Ask } from '../../provisioning/provision';
import type { MatchKey, Outcome } from '../../provisioning/types';
import type { UserOperation } from '../../provisioning/userOperation';
import { withoutUsers } from '../../provisioning/withoutUsers';
import { personOfPlan, type Wording } from '../../provisioning/wording';
import { ownColumns } from '../parameters/columns';
import { includedUser, includeRequestsParameter, includesRequests } from '../parameters/included';
import { leftOutOf, type InputItem, type LeftOut } from '../parameters/leftOut';
import { namedNewcomer, readableKey } from '../parameters/named';
import type { ShownFor } from '../parameters/options';
import { isPreview } from '../parameters/preview';
import { guardLimits } from '../parameters/writeOptions';
import type { Session } from '../session/session';
import { hintGuard, hintRun } from './hints';
import { keptBackOf, readItem, toItems } from './items';
import type { Operation } from './operations';
import { toPreview, toResult } from './outcomes';
import { ofExecution } from './errors';
import { sayingTheRest } from './stopped';
import type { Present, Shown } from './userItem';
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
			...(writes ? [includeRequestsParameter(shown)] : []),
			...(part.above?.(shown) ?? []),
			...parameters(shown),
			...(part.below?.(shown) ?? []),
			vendor.optionsParameter(shown, {
				own: [...(part.options ?? []), ...options],
				requests: [...(vendor.requests ?? []), ...(part.requests ?? []), ...requests],
			}),
		],
		writes,
		execute: async (context) => await execute({ context, i: 0, users: await vendor.open(context, name) }),
	};
}

type Opened = Readonly<{ context: IExecuteFunctions; users: Readonly<{ session: Session }> }>;
type OneOf<First> = First & Readonly<{ i: number }>;

type Writing<First, W, Doc> = Readonly<{
	operation: UserOperation<W, Doc>;
	/** What an item asks for. @throws FailureError `invalid` when its parameters can't be understood */
	read: (item: First & InputItem) => W;
	/** Whom an item names, in operations on people who may be there. @throws FailureError `invalid` */
	keyOf?: (item: OneOf<First>) => MatchKey;
}>;

/** How the people of an execution are shown, with what its options ask for. */
export function presenting<Doc>(vendor: Shown<Doc>, { context, users: { session } }: Opened): Present<Doc> {
	return {
		...vendor,
		scrub: session.scrub,
		wording: wordingIn(vendor, { context }),
		includeUser: ofExecution(session, () => includedUser(context)),
		includeRequests: ofExecution(session, () => includesRequests(context)),
	};
}

/** The words of an execution: those of the vendor, and of columns that the editor found. */
export function wordingIn(vendor: Shown<never>, { context }: Pick<Opened, 'context'>): Wording {
	const specs = [...vendor.fields, ...ownColumns(context, 0, vendor.fields)];
	return wordingOf({ specs, secret: vendor.rules.secret, entriesOf: vendor.entriesOf });
}

/**
 * Every operation that writes users: read each item's parameters, let `provision` plan, guard and write, or
 * preview, and turn each outcome into an item.
 */
export async function writeUsers<First extends Opened, W, Doc>(
	vendor: Shown<Doc> & Readonly<{ rules: FieldRules }>,
	first: First,
	{ operation, read, keyOf }: Writing<First, W, Doc>,
): Promise<INodeExecutionData[]> {
	const { context, users } = first;
	const { session } = users;
	const preview = isPreview(context);
	const present = presenting(vendor, first);
	const asks = readAsks(context, { read: (i, leftOut) => read({ ...first, i, leftOut }), keyOf: keyOf && ((i) => keyOf({ ...first, i })) });
	const { outcomes, guarded } = await provision(present.includeUser === 'no' ? withoutUsers(operation) : operation, asks, {
		concurrency: session.atOnce,
		stopAtFailure: !context.continueOnFail(),
		guard: { limits: guardLimits(context), rules: vendor.rules, wording: present.wording },
		...(preview ? { preview: unsentOf } : {}),
	});
	if (guarded) hintGuard(context, guarded, session.scrub);
	const results = outcomes.map((outcome, i) => {
		const person = asks[i]?.key?.value ?? personIn(outcome, present) ?? namedNewcomer(context, i, vendor.fields);
		return preview ? toPreview(outcome, person, present) : toResult(outcome, person, present);
	});
	const items = toItems(context, sayingTheRest(context, results), session);
	hintRun(context, session, { items, ...(preview ? { previewed: { keptBack: keptBackOf(results) } } : {}) });
	return items;
}

/** Who an outcome is about, where the item names nobody: a new user. */
function personIn<Doc>(outcome: Outcome<Doc>, { wording }: Present<Doc>): string | undefined {
	return 'plan' in outcome ? personOfPlan(outcome.plan, wording) : undefined;
}

type Reads<W> = Readonly<{ read: (i: number, leftOut: LeftOut) => W; keyOf?: ((i: number) => MatchKey) | undefined }>;

/** What every item asks for, and whom it names. Says what the items hold in vain. */
export function readAsks<W>(context: IExecuteFunctions, { read, keyOf }: Reads<W>): ReadonlyArray<Ask<W>> {
	const leftOut = leftOutOf(context);
	// Both of one item before the next: what the platform resolves for one serves the other.
	const asks = context.getInputData().map((_item, i): Ask<W> => {
		const reading = readItem(() => read(i, leftOut));
		const key = keyOf && readableKey(() => keyOf(i));
		return { ...(reading.kind === 'read' ? { kind: 'wanted', wanted: reading.value } : reading), ...(key ? { key } : {}) };
	});
	leftOut.tell();
	return asks;
}
