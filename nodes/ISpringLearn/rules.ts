import type { FieldRules } from '../shared/provisioning/guard';
import { PASSWORD } from './profile';

/** What iSpring's fields mean to the guard and in outputs. Accounts spell the names of fields in different capitals. */
export const RULES: FieldRules = {
	secret: new Set([PASSWORD]),
	isIdentity: (field) => ['login', 'email'].includes(field.toLowerCase()),
	keepsOut: () => false,
};
