import type { FieldRules } from '../shared/provisioning/guard';
import { IDENTIFIERS, SECRET_LABELS } from './profile';

/** What Axero's fields mean to the guard and in outputs. No label that keeps a user out is documented. */
export const RULES: FieldRules = {
	secret: SECRET_LABELS,
	isIdentity: (label) => label === IDENTIFIERS.email || label === IDENTIFIERS.username,
	keepsOut: () => false,
};
