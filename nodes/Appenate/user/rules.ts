import { keyFields, signInFields } from '../../shared/fields/spec';
import type { FieldRules } from '../../shared/provisioning/guard';
import { APPENATE_FIELDS, UNSEEN } from './profile';

/** What Appenate's fields mean to the guard and in outputs. Which words of Status keep a user out is not documented: any but Active may. */
export const RULES: FieldRules = {
	secret: UNSEEN,
	isIdentity: signInFields(APPENATE_FIELDS),
	identifies: keyFields(APPENATE_FIELDS),
	keepsOut: ({ field, to }) => field === 'Status' && to !== 'Active',
};
