import { atRest, restingPlans } from '../../fields/atRest';
import type { MatchKey, Profile } from '../../provisioning/types';
import type { Reference } from '../../provisioning/references';
import { referring, type Referring } from '../../provisioning/referring';
import type { UserOperation } from '../../provisioning/userOperation';
import type { Asked, FieldOperation, Item, UserTypes, UserVendor } from './userVendor';
import { wordingIn } from './userWrites';

type People<T extends UserTypes> = ReadonlyArray<Profile<T['record']>>;

type References<T extends UserTypes> = ReadonlyArray<Reference<T['record']>>;

/** Look-ups that are answered from the list of all users, and whether it shows a key of everybody: once it was read. */
export type ListOf<T extends UserTypes> = Readonly<{
	find: (key: MatchKey<T['by']>) => Promise<People<T>>;
	isShown: (by: T['by']) => boolean;
	/** Gives somebody from it who is to wait again. */
	rest: (profile: Profile<T['record']>) => Profile<T['record']>;
}>;

type Referrable<T extends UserTypes> = Readonly<{ first: Item<T>; name: FieldOperation; list?: ListOf<T> }>;

type Checking<T extends UserTypes> = Referrable<T> & Readonly<{ references?: References<T> | undefined }>;

/** The fields of this execution whose values name other records; undefined where the vendor has none. */
export function referencesIn<T extends UserTypes>(
	{ references, writeOptions }: UserVendor<T>,
	{ first, name, list }: Referrable<T>,
): References<T> | undefined {
	const { directory } = first.users;
	const findNow = async (key: MatchKey<T['by']>): Promise<People<T>> => await directory.find(key, writeOptions(first));
	return references?.(first, { operation: name, find: list?.find ?? findNow, findNow, ...(list ? { isShown: list.isShown } : {}) });
}

/** Plans that hold only after what the vendor has to be asked besides, and after what fields name was found. */
export function withChecks<T extends UserTypes, W extends Asked<T['options']> & Referring>(
	vendor: UserVendor<T>,
	operation: UserOperation<W, T['record']>,
	{ first, name, list, references = referencesIn(vendor, { first, name, ...(list ? { list } : {}) }) }: Checking<T>,
): UserOperation<W, T['record']> {
	const { checked, resting, rules } = vendor;
	const rest = list?.rest ?? ((current) => atRest(current, resting.found));
	const checking = restingPlans(checked ? checked(operation, first, name) : operation, rest);
	if (!references) return checking;
	return referring(checking, references, { label: wordingIn(vendor, first).label, identifies: rules.identifies });
}
