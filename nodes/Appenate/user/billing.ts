import { changesOf } from '../../shared/provisioning/guard';
import type { FieldValue, Write } from '../../shared/provisioning/types';
import { ACTIVE, INVITED } from './profile';

/*
 * Of the three words of Status one is billed: Active, from then on until the user is deactivated, used or not. Whoever is
 * Invited costs nothing before the first sign-in, and whoever is Inactive is kept out. Source: "How We Bill for Enterprise Users".
 */

const BILLED = 'Active users are billed every month until they are deactivated';

/** What a write costs by making somebody Active, as warnings of its item and of its preview. */
export function billingWarnings(plan: Write): readonly string[] {
	if (plan.kind === 'activate') return becoming(plan.current.fields.get('Status'));
	const status = changesOf(plan).find(({ field }) => field === 'Status');
	if (typeof status?.to !== 'string' || status.to.trim().toLowerCase() !== ACTIVE.toLowerCase()) return [];
	if (plan.kind === 'create')
		return [`A new user is Invited and costs nothing before the first sign-in, unless Status is written. ${BILLED}`];
	return becoming(status.from);
}

function becoming(before: FieldValue | null | undefined): readonly string[] {
	if (before === INVITED) return [`The user never signed in and was Invited, which costs nothing. ${BILLED}`];
	return [typeof before === 'string' && before !== '' ? `The user was ${before}. ${BILLED}` : BILLED];
}
