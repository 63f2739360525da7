import { keyFields, signInFields } from '../shared/n8n/columns';
import type { FieldRules } from '../shared/provisioning/guard';
import { ISPRING_FIELDS, PASSWORD } from './profile';
import { STATUS_FIELD, STATUS_NUMBERS } from './status';

/** Days on which somebody is kept out. */
export const SCHEDULES = { deactivation: 'scheduledDeactivation', termination: 'scheduledTermination' } as const;
const DATES: ReadonlySet<string> = new Set(Object.values(SCHEDULES));

/** What iSpring's fields mean to the guard and in outputs. Accounts spell the names of fields in different capitals. */
export const RULES: FieldRules = {
	secret: new Set([PASSWORD]),
	isIdentity: signInFields(ISPRING_FIELDS),
	identifies: keyFields(ISPRING_FIELDS),
	keepsOut: ({ field, to }) => (field === STATUS_FIELD ? to !== STATUS_NUMBERS.active : DATES.has(field) && to !== null),
};
