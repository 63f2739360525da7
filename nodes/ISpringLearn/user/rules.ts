import { isJsonObject, scalarText } from '../../shared/json/json';
import { keyFields, signInFields } from '../../shared/fields/spec';
import type { FieldRules } from '../../shared/provisioning/guard';
import { folded } from '../../shared/provisioning/keys';
import { fieldText, ISPRING_FIELDS, PASSWORD, USER_NAME, type ISpringProfile } from './profile';
import { STATUS_FIELD, STATUS_NUMBERS } from './status';

/** Days on which somebody is kept out. */
export const SCHEDULES = { deactivation: 'scheduledDeactivation', termination: 'scheduledTermination' } as const;
const DATES: ReadonlySet<string> = new Set(Object.values(SCHEDULES));

const isKey = keyFields(ISPRING_FIELDS);

/** What iSpring's fields mean to the guard and in outputs. Accounts spell the names of fields in different capitals. */
export const RULES: FieldRules = {
	secret: new Set([PASSWORD]),
	isIdentity: signInFields(ISPRING_FIELDS),
	identifies: (field) => field === USER_NAME || isKey(field),
	keepsOut: ({ field, to }) => (field === STATUS_FIELD ? to !== STATUS_NUMBERS.active : DATES.has(field) && to !== null),
};

/** Words for roles differ between generations: administrator, account_administrators, department_administrator, owner. */
const ADMINISTRATIVE = /admin|owner/i;
/** The older SOAP page numbers them: organization and account administrators. */
const NUMBERS: ReadonlySet<string> = new Set(['30', '40']);

/**
 * Why a user is never taken for a leaver: an administrative role, or the credential's own sign-in. A custom role
 * does not show what it may do.
 */
export function whyProtected(profile: ISpringProfile, ownName: string | undefined): string | undefined {
	if (ownName !== undefined && ['email', 'login'].some((name) => folded(fieldText(profile, name) ?? '') === folded(ownName)))
		return "the credential's own user";
	const role = rolesOf(profile).find((word) => ADMINISTRATIVE.test(word) || NUMBERS.has(word));
	return role === undefined ? undefined : `has the role ${role}`;
}

function rolesOf({ record: { role, userRoles } }: ISpringProfile): readonly string[] {
	const others = Array.isArray(userRoles) ? userRoles.filter(isJsonObject).map(({ roleType }) => roleType) : [];
	return [role, ...others].flatMap((word) => scalarText(word) ?? []);
}
