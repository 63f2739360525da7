import { Refusal, type JsonObject } from '../http/wire';
import type { Store } from '../store';
import { withFields } from './fields';
import { joinGroups, legacyRole } from './legacy';
import type { ISpringOrganisation } from './organisation';
import { FULL_GROUP, type ISpringPerson, ROLE_IDS } from './people';
import { newPerson } from './restWrites';
import { type IdStyle, assertMembers, groupBy, listOf, text, unitBy } from './soapRequest';

type Account = Readonly<{ store: Store<ISpringPerson>; organisation: ISpringOrganisation }>;

const COMMON = ['email', 'login', 'password', 'sendLoginEmail', 'invitationMessage', 'role', 'groups'];
const PAGES = {
	numbers: { allowed: [...COMMON, 'organizationId'], required: ['email'] },
	uuids: {
		allowed: [...COMMON, 'departmentId', 'sendLoginSMS', 'invitationSMSMessage', 'roleId', 'manageableDepartmentIds'],
		required: ['login', 'departmentId'],
	},
};
/** The older page numbers the roles. */
const ROLE_NUMBERS: ReadonlyMap<string, string> = new Map([
	['10', 'user'],
	['20', 'publisher'],
	['30', 'organizationAdministrator'],
	['40', 'administrator'],
]);
const NEEDS_DEPARTMENTS = ['department_administrator', 'publisher', 'custom'];

/** addUser, which takes no profile fields. */
export function addUser(account: Account, request: JsonObject, style: IdStyle): object {
	const { store, organisation } = account;
	assertMembers(request, PAGES[style]);
	const login = text(request.login) || text(request.email);
	const email = text(request.email);
	for (const [name, value] of Object.entries({ email, login })) {
		const isTaken = value !== '' && store.some(({ fields }) => fields[name]?.toLowerCase() === value.toLowerCase());
		if (isTaken) throw new Refusal(409, `User with the same ${name} is already registered.`);
	}
	const person = withFields(newPerson(account), { login, ...(email === '' ? {} : { email }) }, account);
	const wanted = listOf(request.groups).map((id) => String(groupBy(organisation.groups, id)?.number));
	const { groups, isFull } = joinGroups(organisation, { current: [], numbers: wanted });
	store.add({
		...person,
		...(style === 'numbers' ? numberedRole(person, request) : namedRole(person, request)),
		departmentId: unitBy(request.organizationId ?? request.departmentId)?.uuid ?? person.departmentId,
		password: text(request.password),
		groups,
		invited: invitation(request, style),
	});
	const exceeded = style === 'numbers' ? String(FULL_GROUP.number) : FULL_GROUP.uuid;
	return { userId: style === 'numbers' ? String(person.legacyId) : person.userId, exceededGroups: { id: isFull ? [exceeded] : [] } };
}

function numberedRole(person: ISpringPerson, { role }: JsonObject): Partial<ISpringPerson> {
	const word = ROLE_NUMBERS.get(text(role));
	if (role !== undefined && word === undefined) throw new Refusal(400, 'Wrong Parameters');
	return legacyRole(word, person);
}

function namedRole(person: ISpringPerson, request: JsonObject): Partial<ISpringPerson> {
	const role = request.role === undefined ? person.role : text(request.role);
	const roleId = text(request.roleId) || (role === 'custom' ? '' : (ROLE_IDS.get(role) ?? ''));
	const manageableDepartmentIds = listOf(request.manageableDepartmentIds).map((id) => unitBy(id)?.uuid ?? '');
	const isShort = NEEDS_DEPARTMENTS.includes(role) && manageableDepartmentIds.length === 0;
	if (!ROLE_IDS.has(role) || ![...ROLE_IDS.values()].includes(roleId) || isShort) throw new Refusal(400, 'Wrong Parameters');
	return { role, roleId, manageableDepartmentIds };
}

function invitation(request: JsonObject, style: IdStyle): NonNullable<ISpringPerson['invited']> {
	// Left out, it means true in the older page and false in the newer.
	const email = flag(request.sendLoginEmail, style === 'numbers');
	const sms = flag(request.sendLoginSMS, false);
	const [message, smsMessage] = [text(request.invitationMessage), text(request.invitationSMSMessage)];
	const isSilent = style === 'uuids' && ((email && message === '') || (sms && smsMessage === ''));
	if (isSilent) throw new Refusal(400, 'Wrong Parameters');
	return { email, sms, message: email ? message : smsMessage };
}

function flag(value: unknown, otherwise: boolean): boolean {
	if (value === undefined) return otherwise;
	if (value !== 'true' && value !== 'false') throw new Refusal(400, 'Wrong Parameters');
	return value === 'true';
}
