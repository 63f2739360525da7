import type { LeaverRules } from '../../provisioning/leavers';
import type { Snapshot } from '../../provisioning/snapshot';
import { wordsOf } from '../../words';
import { conditionsOf, unknownField } from '../parameters/leaverConditions';
import { leaverRules } from '../parameters/syncParameters';
import { scrubbedFailure } from './errors';
import { hint } from './hints';
import type { Item, ListedDirectoryOf, UserTypes, UserVendor } from './userVendor';

/** @throws FailureError `invalid`, also where leavers are to be deactivated and can't be */
export function leaversOf<T extends UserTypes>(
	{ modes, fields, listed: { leavers, deactivates } }: UserVendor<T>,
	first: Item<T>,
	{ whyProtected, keyOf }: ListedDirectoryOf<T>,
): LeaverRules<T['record']> {
	const { context } = first;
	const isWanted = context.getNodeParameter('leavers', 0, 'report') === 'deactivate';
	if (isWanted && !leavers.some((one) => one.deactivates)) deactivates(first);
	const email = modes.find(({ by }) => by === 'email')?.by;
	const rules = leaverRules<T['record']>(context, {
		fields,
		whyProtected,
		emailOf: (profile) => (email === undefined ? undefined : keyOf(profile, email)),
	});
	if (isWanted) deactivates(first);
	return rules;
}

/**
 * A condition on a field that nobody has would find nobody. Where leavers are only reported, that is said.
 * @throws FailureError `invalid` where they are to be deactivated
 */
export function assertConditionFields<T extends UserTypes>(
	{ fields }: UserVendor<T>,
	{ context, users: { session } }: Item<T>,
	{ then, profiles }: Pick<LeaverRules<T['record']>, 'then'> & Pick<Snapshot<T['record']>, 'profiles'>,
): void {
	if (then === 'ignore') return;
	const unknown = unknownField(conditionsOf(context, fields), fields, profiles);
	if (!unknown) return;
	if (then === 'deactivate') throw scrubbedFailure(unknown, session.scrub);
	hint(context, 'warning', `${wordsOf(unknown.failure, session.scrub)} No user is treated as missing from your list.`);
}
