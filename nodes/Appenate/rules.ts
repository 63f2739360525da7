import type { FieldRules } from '../shared/provisioning/guard';
import { UNSEEN } from './profile';

/** What Appenate's fields mean to the guard and in outputs. Which words of Status keep a user out is not documented: any but Active may. */
export const RULES: FieldRules = {
	secret: UNSEEN,
	isIdentity: (field) => field === 'Email' || field === 'LoginId',
	identifies: (field) => ['email', 'loginid', 'externalid'].includes(field.toLowerCase()),
	keepsOut: ({ field, to }) => field === 'Status' && to !== 'Active',
};
