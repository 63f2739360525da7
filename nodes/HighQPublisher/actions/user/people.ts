import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import type { JsonObject } from '../../../shared/json/json';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { leaverRules, neverDeactivated } from '../../../shared/n8n/leaverRules';
import { userKey } from '../../../shared/n8n/user';
import type { LeaverRules } from '../../../shared/provisioning/leavers';
import type { FieldEdits, Wanted } from '../../../shared/provisioning/types';
import { assertCarried } from '../../edits';
import type { HighQDirectory, HighQWrite } from '../../highqDirectory';
import type { HighQKey } from '../../profile';
import { ignoredMembers } from '../ignored';
import { formatOf } from '../open';
import { highqEdits, USER_MODES } from './common';

/** HighQ chooses the ID of a new user, so an ID that nobody has can't become one. */
export const PERSON_MODES = USER_MODES.filter(({ by }) => by === 'email');

/** Somebody who may not be there yet. */
export function readPerson(context: IExecuteFunctions, i: number): Wanted<HighQKey, HighQWrite> {
	const wanted = {
		key: userKey(context, i, PERSON_MODES),
		otherKeys: otherKeysOf(context, i, USER_MODES),
		edits: highqEdits(context, i),
		with: { ignored: ignoredMembers(context, i) },
	};
	assertCarried(formatOf(context), newcomer(wanted));
	return wanted;
}

/** What finds a person is also a field of a new one; a mapped E-Mail is the same address as it is to be written. */
export function newcomer({ key, edits }: Pick<Wanted<HighQKey>, 'key' | 'edits'>): FieldEdits {
	return new Map([['email', { set: key.value }], ...edits]);
}

/**
 * HighQ does not show who administers an instance, so that has to be said before anybody is deactivated.
 * @throws FailureError `invalid`
 */
export function highqLeavers(context: IExecuteFunctions, { whyProtected, keyOf }: HighQDirectory): LeaverRules<JsonObject> {
	const rules = leaverRules<JsonObject>(context, { whyProtected, emailOf: (profile) => keyOf(profile, 'email') });
	if (rules.then !== 'deactivate' || neverDeactivated(context).size > 0) return rules;
	throw failed({
		kind: 'invalid',
		parameter: 'Never Deactivate',
		says: 'HighQ does not show who administers the instance, so an administrator could be taken for a leaver',
		todo: 'Name the administrators and the user behind the credential in the option Never Deactivate.',
	});
}
