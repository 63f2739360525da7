import { failed, failureOf, type FailureError } from '../shared/failure';
import type { FieldValue } from '../shared/provisioning/types';
import { ACTIVE, INVITED } from './profile';

/*
 * Somebody who never signed in is Invited and costs nothing; the portal offers an invitation and Delete for them,
 * and Deactivate for Active people only. Sources: "How We Bill for Enterprise Users", "Managing Users".
 */

/** What switching somebody to this word means who never signed in, as warnings. */
export function invitedWarnings(status: FieldValue | undefined, word: string): readonly string[] {
	if (status !== INVITED || word !== ACTIVE) return [];
	return ['The user never signed in and was Invited, which costs nothing. Active users are billed every month until they are deactivated'];
}

/** A refusal to keep somebody out who never signed in: the portal has no way for it either. */
export function invitedRefusal(error: unknown, status: FieldValue | undefined, word: string): FailureError {
	const failure = failureOf(error);
	if (failure.kind !== 'refused' || status !== INVITED || word === ACTIVE) return failed(failure);
	return failed({
		...failure,
		todo: 'The user is Invited: somebody who never signed in can be deleted, but not deactivated in the portal. Whether the API deactivates such people is not documented; where it does not, use Delete.',
	});
}
