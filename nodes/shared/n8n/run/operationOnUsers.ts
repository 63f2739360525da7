import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { UserOperation } from '../../provisioning/userOperation';
import type { MatchBy, Wanted } from '../../provisioning/types';
import type { Operation } from './operations';
import type { ShownFor } from '../parameters/options';
import { otherKeysOf, userKey, type UserMode } from '../parameters/user';
import type { GivingItem, Item, OpenedUsers, Part, UserVendor } from './userVendor';
import { writeUsers } from './write';

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
