import { keyFields, signInFields } from '../shared/n8n/columns';
import type { FieldRules } from '../shared/provisioning/guard';
import { HIGHQ_FIELDS, sameField } from './profile';

/** What HighQ's fields mean to the guard and in outputs. */
export const RULES: FieldRules = {
	secret: new Set(),
	isIdentity: signInFields(HIGHQ_FIELDS),
	identifies: keyFields(HIGHQ_FIELDS),
	keepsOut: ({ field, to }) => field === 'status' && !sameField('status', to, 'active'),
};
