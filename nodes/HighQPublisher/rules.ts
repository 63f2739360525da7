import type { FieldRules } from '../shared/provisioning/guard';
import { sameField } from './profile';

/** What HighQ's fields mean to the guard and in outputs. */
export const RULES: FieldRules = {
	secret: new Set(),
	isIdentity: (field) => field === 'email',
	identifies: (field) => field === 'email' || field === 'externalid',
	keepsOut: ({ field, to }) => field === 'status' && !sameField('status', to, 'active'),
};
