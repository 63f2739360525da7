import type { FieldRules } from '../shared/provisioning/guard';
import type { FieldName } from '../shared/provisioning/types';
import { PASSWORD } from './profile';
import { STATUS_FIELD, STATUS_NUMBERS } from './status';

/** Days on which somebody is kept out. */
export const SCHEDULES = { deactivation: 'scheduledDeactivation', termination: 'scheduledTermination' } as const;
const DATES: ReadonlySet<string> = new Set(Object.values(SCHEDULES));

const isIdentity = (field: FieldName): boolean => ['login', 'email'].includes(field.toLowerCase());

/** What iSpring's fields mean to the guard and in outputs. Accounts spell the names of fields in different capitals. */
export const RULES: FieldRules = {
	secret: new Set([PASSWORD]),
	isIdentity,
	identifies: isIdentity,
	keepsOut: ({ field, to }) => (field === STATUS_FIELD ? to !== STATUS_NUMBERS.active : DATES.has(field) && to !== null),
};
