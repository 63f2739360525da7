import { failed, failureOf, type FailureError } from '../shared/failure';
import type { FieldValue } from '../shared/provisioning/types';
import { ACTIVE, INVITED } from './profile';

/*
 * The portal offers an invitation and Delete for whoever never signed in, and Deactivate for Active people only. Sources: "How We Bill for Enterprise Users", "Managing Users".
 */

/** A refusal to keep somebody out who never signed in: the portal has no way for it either. */
export function invitedRefusal(error: unknown, status: FieldValue | undefined, word: string): FailureError {
	const failure = failureOf(error);
	if (failure.kind !== 'refused' || status !== INVITED || word === ACTIVE) return failed(failure);
	return failed({
		...failure,
		todo: 'The user is Invited: somebody who never signed in can be deleted, but not deactivated in the portal. Whether the API deactivates such people is not documented; where it does not, use Delete.',
	});
}
