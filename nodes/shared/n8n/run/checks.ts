import { restingPlans } from '../../fields/atRest';
import type { MatchKey, Profile } from '../../provisioning/types';
import { referring, type Referring } from '../../provisioning/referring';
import type { UserOperation } from '../../provisioning/userOperation';
import type { Asked, FieldOperation, Item, UserTypes, UserVendor } from './userVendor';
import { wordingIn } from './userWrites';

type People<T extends UserTypes> = ReadonlyArray<Profile<T['record']>>;

type Checking<T extends UserTypes> = Readonly<{
	first: Item<T>;
	name: FieldOperation;
	/** Look-ups that are answered from the list of all users, where one was read, and whether it shows a key of everybody. */
	list?: Readonly<{ find: (key: MatchKey<T['by']>) => Promise<People<T>>; isShown: (by: T['by']) => boolean }>;
}>;

/** Plans that hold only after what the vendor has to be asked besides, and after what fields name was found. */
export function withChecks<T extends UserTypes, W extends Asked<T['options']> & Referring>(
	vendor: UserVendor<T>,
	operation: UserOperation<W, T['record']>,
	{ first, name, list }: Checking<T>,
): UserOperation<W, T['record']> {
	const { checked, references, resting, rules, writeOptions } = vendor;
	const { found, listed } = resting;
	// Beside a list, whoever is not from it is one of few.
	const form = list ? { ...listed, textOf: ({ text }: Profile<T['record']>) => text } : found;
	const checking = restingPlans(checked ? checked(operation, first, name) : operation, form);
	if (!references) return checking;
	const { directory } = first.users;
	const findNow = async (key: MatchKey<T['by']>): Promise<People<T>> => await directory.find(key, writeOptions(first));
	const asked = { operation: name, find: list?.find ?? findNow, findNow, ...(list ? { isShown: list.isShown } : {}) };
	return referring(checking, references(first, asked), { label: wordingIn(vendor, first).label, identifies: rules.identifies });
}
