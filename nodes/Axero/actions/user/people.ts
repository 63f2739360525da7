import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import type { Session } from '../../../shared/n8n/session';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { leaverRules } from '../../../shared/n8n/leaverRules';
import { userKey } from '../../../shared/n8n/user';
import type { LeaverRules } from '../../../shared/provisioning/leavers';
import type { FieldEdits, FieldName, MatchKey, Wanted } from '../../../shared/provisioning/types';
import type { AxeroHow } from '../../axeroDirectory';
import { comparedEdits } from '../../moreFields';
import { IDENTIFIERS, type AxeroKey, type AxeroUser } from '../../profile';
import { isVerified, PERSON_MODES, USER_MODES } from './common';
import { axeroEdits } from './input';

/** Somebody who may not be there yet. */
export function readPerson(context: IExecuteFunctions, i: number): Wanted<AxeroKey, AxeroHow> {
	const edits = comparedEdits([axeroEdits(context, i)]);
	return {
		key: userKey(context, i, PERSON_MODES),
		otherKeys: otherKeysOf(context, i, USER_MODES),
		edits,
		with: { verify: isVerified(context, i), labels: [...edits.keys()] },
	};
}

/** What finds a person is also a field of a new one. */
export function newcomer({ key, edits }: Pick<Wanted<AxeroKey>, 'key' | 'edits'>): FieldEdits {
	return new Map([[IDENTIFIERS[key.by], { set: key.value }], ...edits]);
}

/**
 * What the list of all users has to show: the keys that the items look by, and the labels that say who may
 * be a leaver.
 */
export function listHow(context: IExecuteFunctions, { atOnce }: Pick<Session, 'atOnce'>): AxeroHow {
	const keys = context.getInputData().flatMap((_item, i) => keysOf(context, i));
	return { keys: new Set(keys.map(({ by }) => by)), labels: scopeLabels(context), atOnce };
}

/** @throws FailureError `invalid` for Deactivate, which an expression could ask for */
export function axeroLeavers(context: IExecuteFunctions): LeaverRules<AxeroUser> {
	if (context.getNodeParameter('leavers', 0, 'report') === 'deactivate') {
		throw failed({
			kind: 'invalid',
			parameter: 'Users Not in the Input',
			says: 'Axero deactivates people by its SCIM service only, which this node does not use yet',
			todo: 'Choose report or ignore.',
		});
	}
	return leaverRules<AxeroUser>(context, { whyProtected: () => undefined, emailOf: () => undefined });
}

function keysOf(context: IExecuteFunctions, i: number): ReadonlyArray<MatchKey<AxeroKey>> {
	try {
		return [userKey(context, i, PERSON_MODES), ...otherKeysOf(context, i, USER_MODES)];
	} catch {
		return []; // what is wrong with the item is said where it is read
	}
}

function scopeLabels(context: IExecuteFunctions): readonly FieldName[] {
	if (context.getNodeParameter('leavers', 0, 'report') === 'ignore') return [];
	const rows: unknown = context.getNodeParameter('scope.condition', 0, []);
	return (Array.isArray(rows) ? rows : []).flatMap((row: unknown): FieldName[] => {
		const { field }: { field?: unknown } = typeof row === 'object' && row !== null ? row : {};
		return typeof field === 'string' && field.trim() !== '' ? [field.trim()] : [];
	});
}
