import type { FieldRules } from '../shared/provisioning/guard';
import type { FieldName } from '../shared/provisioning/types';
import { IDENTIFIERS, SECRET_LABELS } from './profile';

const isIdentity = (label: FieldName): boolean => label === IDENTIFIERS.email || label === IDENTIFIERS.username;

/** What Axero's fields mean to the guard and in outputs. No label that keeps a user out is documented. */
export const RULES: FieldRules = {
	secret: SECRET_LABELS,
	isIdentity,
	identifies: isIdentity,
	keepsOut: () => false,
};
