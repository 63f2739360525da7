import { wordingOf } from '../../nodes/shared/fields/wording';
import type { Wording } from '../../nodes/shared/provisioning/wording';
import type { UserOperation, Repeats } from '../../nodes/shared/provisioning/userOperation';
import type { FieldRules, GuardLimits } from '../../nodes/shared/provisioning/guard';
import { provision as whole, type Ask, type ProvisionOptions } from '../../nodes/shared/provisioning/provision';
import type { Outcome } from '../../nodes/shared/provisioning/types';

export const NO_LIMITS: GuardLimits = {
	changes: Infinity,
	share: 100,
	deactivations: Infinity,
	deletions: Infinity,
	identityChanges: Infinity,
};
export const PLAIN_RULES: FieldRules = {
	secret: new Set(['password']),
	isIdentity: (field) => field === 'email',
	identifies: (field) => ['email', 'login', 'externalId'].includes(field),
	keepsOut: ({ field, to }) => field === 'status' && to === 'inactive',
};
/** For directories that lose no answer. */
export const UNREPEATED: Repeats = { most: 0, pause: async () => await Promise.resolve() };
/** Fields by their names, people by their email address. */
export const PLAIN_WORDING: Wording = wordingOf({
	specs: [{ name: 'email', label: 'email', type: 'text', key: 'email' }],
	secret: PLAIN_RULES.secret,
});
export const UNGUARDED = { limits: NO_LIMITS, rules: PLAIN_RULES, wording: PLAIN_WORDING };

/** The outcomes of a run without a guard. */
export async function provision<W, Doc>(
	operation: UserOperation<W, Doc>,
	asks: ReadonlyArray<Ask<W>>,
	options: Omit<ProvisionOptions, 'guard'>,
): Promise<ReadonlyArray<Outcome<Doc>>> {
	return (await whole(operation, asks, { ...options, guard: UNGUARDED })).outcomes;
}
