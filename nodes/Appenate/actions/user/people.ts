import type { IExecuteFunctions } from 'n8n-workflow';

import { leaverRules } from '../../../shared/n8n/leaverRules';
import { userKey } from '../../../shared/n8n/user';
import type { SwitchesUsers } from '../../../shared/provisioning/directory';
import type { LeaverRules } from '../../../shared/provisioning/leavers';
import type { FieldEdits, Wanted } from '../../../shared/provisioning/types';
import type { AppenateDirectory, AppenateKey, AppenateWith } from '../../appenateDirectory';
import { newcomer } from '../../newcomer';
import { APPENATE_FIELDS, same, type AppenateUser } from '../../profile';
import { appenateOtherKeys, doNotEmailOf, NEWCOMER_MODES, placesAsOf } from './common';
import { wishOf } from './input';
import { statusWordOf } from './statusWord';

export type Person = Wanted<AppenateKey, AppenateWith>;

/** What a new user gets of what an item asks for. */
export function newcomersOf(directory: Pick<AppenateDirectory, 'same'>): (person: Person) => FieldEdits {
	return (person) => newcomer(person, directory);
}

/** One person of a list: groups and folders are given as in the list that they are compared with. */
export function listedPerson(context: IExecuteFunctions, i: number): Person {
	return {
		key: userKey(context, i, NEWCOMER_MODES),
		otherKeys: appenateOtherKeys(context, i),
		...wishOf(context, i, { specs: APPENATE_FIELDS, placesAs: placesAsOf(context, 0) }),
	};
}

/** How the whole list is read, and leavers are written. */
export function listWith(context: IExecuteFunctions): AppenateWith {
	return { doNotEmail: doNotEmailOf(context, 0), placesAs: placesAsOf(context, 0) };
}

/**
 * Leavers, and how they are deactivated: by the same word as in Deactivate. Whoever has it is no leaver any more.
 */
export function leaversOf(
	context: IExecuteFunctions,
	directory: AppenateDirectory,
): Readonly<{
	everybody: AppenateDirectory['everybody'];
	leavers: () => LeaverRules<AppenateUser>;
	deactivates: SwitchesUsers<AppenateWith, AppenateUser>;
}> {
	const word = (): string => statusWordOf(context, 0);
	return {
		everybody: async function* (how) {
			const kept = word();
			const list = directory.everybody(how);
			for (let next = await list.next(); ; next = await list.next()) {
				if (next.done) return next.value;
				const isOut = same('Status', next.value.fields.get('Status') ?? null, kept);
				yield isOut ? { ...next.value, active: false } : next.value;
			}
		},
		leavers: () => {
			word();
			return leaverRules<AppenateUser>(context, {
				whyProtected: directory.whyProtected,
				emailOf: (profile) => directory.keyOf(profile, 'email'),
			});
		},
		deactivates: { setActive: async (current, active, how) => await directory.setActive(current, active, { ...how, word: word() }) },
	};
}
