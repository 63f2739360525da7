import { keyFields, signInFields } from '../shared/fields/spec';
import type { FieldRules } from '../shared/provisioning/guard';
import { AXERO_FIELDS, SECRET_LABELS } from './profile';

/** What Axero's fields mean to the guard and in outputs. No label keeps a user out: that takes Axero's SCIM service. */
export const RULES: FieldRules = {
	secret: SECRET_LABELS,
	isIdentity: signInFields(AXERO_FIELDS),
	identifies: keyFields(AXERO_FIELDS),
	keepsOut: () => false,
};
