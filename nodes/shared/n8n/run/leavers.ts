import type { FieldName } from '../../provisioning/types';
import { wordsOf } from '../../words';
import { unknownConditionField } from '../parameters/leaverConditions';
import { leaverRules, leaversThenOf, type ConditionalRules } from '../parameters/syncParameters';
import { scrubbedFailure } from './errors';
import { hint } from './hints';
import type { Item, ListedDirectoryOf, SwitchingDirectoryOf, UserTypes, UserVendor } from './userVendor';

/** `deactivates`: what deactivates them, where that is asked for. */
type Leavers<T extends UserTypes> = Readonly<{ rules: ConditionalRules<T['record']>; deactivates: SwitchingDirectoryOf<T> | undefined }>;

/** @throws FailureError `invalid`, also where leavers are to be deactivated and can't be */
export function leaversOf<T extends UserTypes>(
	{ modes, fields, listed }: UserVendor<T>,
	first: Item<T>,
	{ whyProtected, keyOf }: ListedDirectoryOf<T>,
): Leavers<T> {
	const { context } = first;
	const then = leaversThenOf(context);
	const deactivates = then === 'deactivate' ? listed.deactivates(first) : undefined;
	const email = modes.find(({ by }) => by === 'email')?.by;
	const rules = leaverRules<T['record']>(context, {
		then,
		fields,
		whyProtected,
		emailOf: (profile) => (email === undefined ? undefined : keyOf(profile, email)),
	});
	return { rules, deactivates };
}

/**
 * A condition on a field that nobody has would find nobody. Where leavers are only reported, that is said.
 * @throws FailureError `invalid` where they are to be deactivated
 */
export function assertConditionFields<T extends UserTypes>(
	{ fields }: UserVendor<T>,
	{ context, users: { session } }: Item<T>,
	{ rules, fieldNames }: Pick<Leavers<T>, 'rules'> & Readonly<{ fieldNames: Iterable<FieldName> }>,
): void {
	const unknown = unknownConditionField(rules.conditions, fields, fieldNames);
	if (!unknown) return;
	if (rules.then === 'deactivate') throw scrubbedFailure(unknown, session.scrub);
	hint(context, 'warning', `${wordsOf(unknown.failure, session.scrub)} No user is treated as missing from your list.`);
}
