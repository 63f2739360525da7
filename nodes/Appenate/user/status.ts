import { failed, failureOf, type FailureError } from '../../shared/failure';
import { changesOf } from '../../shared/provisioning/guard';
import type { FieldValue, Write } from '../../shared/provisioning/types';

/*
 * The words of Status, as the pages on billing and the portal have them. That PUT takes these very words is not documented.
 * One of them is billed: Active, from then on until the user is deactivated, used or not. Whoever is Invited costs nothing
 * before the first sign-in, and whoever is Inactive is kept out. Source: "How We Bill for Enterprise Users".
 */
export const ACTIVE = 'Active';
export const INACTIVE = 'Inactive';
/** What a new user is: on the way to Active. */
export const INVITED = 'Invited';

const BILLED = 'Active users are billed every month until they are deactivated';

/** What a write costs by making somebody Active, as warnings of its item and of its preview. */
export function billingWarnings(plan: Write): readonly string[] {
	if (plan.kind === 'activate') return becoming(plan.current.fields.get('Status'));
	const status = changesOf(plan).find(({ field }) => field === 'Status');
	if (typeof status?.to !== 'string' || status.to.trim().toLowerCase() !== ACTIVE.toLowerCase()) return [];
	if (plan.kind === 'create') return [`A new user is Invited, which is free until the first sign-in, unless Status is written. ${BILLED}`];
	return becoming(status.from);
}

function becoming(before: FieldValue | null | undefined): readonly string[] {
	if (before === INVITED) return [`The user never signed in and was Invited, which is free. ${BILLED}`];
	return [typeof before === 'string' && before !== '' ? `The user was ${before}. ${BILLED}` : BILLED];
}

/**
 * A refusal to keep somebody out who never signed in: the portal has no way for it either. It offers an invitation and Delete
 * for such people, and Deactivate for Active ones only. Sources: "How We Bill for Enterprise Users", "Managing Users".
 */
export function invitedRefusal(error: unknown, status: FieldValue | undefined, word: string): FailureError {
	const failure = failureOf(error);
	if (failure.kind !== 'refused' || status !== INVITED || word === ACTIVE) return failed(failure);
	return failed({
		...failure,
		todo: 'The user is Invited and never signed in. In the portal, such users can be deleted but not deactivated. If Deactivate does not work, use Delete.',
	});
}
