import { Refusal, countFrom, isObject, type JsonObject } from '../http/wire';
import type { Store } from '../store';
import { isField, mandatory, withFields } from './fields';
import { LEGACY_ROLES, groupNumbers, joinGroups, legacyRole, legacyRoleWord, organizationNumber } from './legacy';
import type { ISpringOrganisation } from './organisation';
import type { ISpringPerson } from './people';
import type { ISpringSignIn } from './signIn';
import { addUser } from './soapNewUser';
import { addGroup, getDepartments } from './soapOrganisation';
import { type IdStyle, groupBy, listOf, personBy, text, unitBy } from './soapRequest';

type Account = Readonly<{ store: Store<ISpringPerson>; organisation: ISpringOrganisation }>;
export type SoapMethods = Readonly<Record<string, (request: JsonObject) => object>>;

const USUAL_PAGE = 1000;

/** What node-soap turns into a SOAP Fault. */
class SoapFault extends Error {
	readonly Fault: { faultcode: string; faultstring: string; statusCode: number };

	constructor(faultstring: string) {
		super(faultstring);
		this.Fault = { faultcode: 'SOAP-ENV:Client', faultstring, statusCode: 500 };
	}
}

/** The methods by name. Requests may use either kind of id; answers use the style of the request's namespace. */
export function soapMethods(account: Account, signIn: ISpringSignIn, style: IdStyle): SoapMethods {
	const { store, organisation } = account;
	const show = (person: ISpringPerson): object => profile(person, style, organisation);
	const signedIn =
		(method: (request: JsonObject) => object) =>
		(request: JsonObject): object => {
			requireCaller(request, signIn);
			try {
				return method(request);
			} catch (error) {
				throw new SoapFault(documentedReason(error));
			}
		};
	return {
		addUser: signedIn((request) => addUser(account, request, style)),
		addGroup: signedIn((request) => addGroup(account, request, style)),
		getDepartments: signedIn((request) => getDepartments(account, request, style)),
		updateUserProfile: signedIn((request) => {
			const person = personBy(store, request.userId);
			store.replace(person.userId, updated(person, request, account));
			return { success: true };
		}),
		getUserProfile: signedIn((request) => ({ userProfile: show(personBy(store, request.userId)) })),
		getUsers: signedIn((request) => {
			const unit = unitBy(request.organizationId ?? request.departmentId);
			const group = groupBy(organisation.groups, request.groupId);
			const people = store
				.all()
				.filter((person) => (unit?.uuid ?? person.departmentId) === person.departmentId)
				.filter((person) => group === undefined || person.groups.includes(group.groupId));
			return { userProfile: people.map(show) };
		}),
		listUsers: signedIn((request) => listUsers(request, store, show)),
		getUserProfileFields: signedIn(() => ({
			userFieldInfo: organisation.fields.map((field) => ({
				...field,
				isVisible: true,
				values: { value: [...field.values] },
			})),
		})),
		deleteUser: signedIn((request) => {
			store.remove(personBy(store, request.userId).userId);
			return { success: true };
		}),
		changeUserStatus: signedIn((request) => {
			const person = personBy(store, request.userId);
			if (!['1', '3'].includes(text(request.status))) throw new Refusal(400, 'User status must be 1 or 3');
			store.replace(person.userId, { ...person, status: Number(request.status) });
			return { success: true };
		}),
	};
}

function requireCaller(request: JsonObject, signIn: ISpringSignIn): void {
	const { accountUrl, email, password, token } = isObject(request.credentials) ? request.credentials : {};
	const known = token === undefined ? signIn.isAccount(text(accountUrl), text(email), text(password)) : signIn.honours(text(token));
	if (!known) throw new SoapFault('Authorization failed');
}

/** The pages' list of errors is short: whatever is none of these is "Wrong Parameters". */
function documentedReason(error: unknown): string {
	if (!(error instanceof Refusal)) return String(error);
	const isDocumented =
		/^(Unknown user|User status must be 1 or 3|User with the same \w+ is already registered\.|Invalid value [\s\S]* must be unique\.)$/.test(
			error.message,
		);
	return isDocumented ? error.message : 'Wrong Parameters';
}

function updated(person: ISpringPerson, request: JsonObject, account: Account): ISpringPerson {
	const { organisation } = account;
	const fields = fieldsOf(request, organisation);
	// "All mandatory fields in the user profile must be included", whether or not they change.
	if (mandatory(organisation.fields).some((name) => !fields[name])) throw new Refusal(400, 'Wrong Parameters');
	const { password = person.password, ...profileFields } = fields;
	const unit = unitBy(request.organizationId ?? request.departmentId);
	const role = request.role === undefined ? undefined : text(request.role);
	if (role !== undefined && !LEGACY_ROLES.has(role)) throw new Refusal(400, 'Wrong Parameters');
	const numbers = listOf(request.groups).map((id) => String(groupBy(organisation.groups, id)?.number));
	return {
		...withFields(person, profileFields, account),
		...legacyRole(role, person),
		password,
		departmentId: unit?.uuid ?? person.departmentId,
		groups: joinGroups(organisation, { current: person.groups, numbers: request.groups === undefined ? undefined : numbers }).groups,
	};
}

function fieldsOf(request: JsonObject, { fields: settings }: ISpringOrganisation): Record<string, string> {
	const { field = [] } = isObject(request.fields) ? request.fields : {};
	const pairs = (Array.isArray(field) ? field : [field]).map((entry) => {
		const { name, value } = isObject(entry) ? entry : {};
		if (name !== 'password' && !isField(settings, text(name))) throw new Refusal(400, 'Wrong Parameters');
		return [text(name), text(value)] as const;
	});
	if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Refusal(400, 'Wrong Parameters');
	return Object.fromEntries(pairs);
}

function profile(person: ISpringPerson, style: IdStyle, { groups }: ISpringOrganisation): object {
	const isOld = style === 'numbers';
	return {
		userId: isOld ? String(person.legacyId) : person.userId,
		status: String(person.status === 1 ? 1 : 3),
		role: isOld ? legacyRoleWord(person) : person.role,
		...(isOld ? { organizationId: String(organizationNumber(person)) } : { departmentId: person.departmentId }),
		email: person.fields.email,
		groups: { id: isOld ? groupNumbers(groups, person) : person.groups },
		fields: { field: Object.entries(person.fields).map(([name, value]) => ({ name, value })) },
		addedDate: person.addedDate,
		lastLoginDate: person.lastLoginDate,
	};
}

function listUsers(request: JsonObject, store: Store<ISpringPerson>, show: (person: ISpringPerson) => object): object {
	const [logins, emails] = [listOf(request.logins), listOf(request.emails)];
	const hits = store
		.all()
		.filter(({ fields }) => logins.length === 0 || logins.includes(fields.login ?? ''))
		.filter(({ fields }) => emails.length === 0 || emails.includes(fields.email ?? ''));
	const size = countFrom(text(request.pageSize), USUAL_PAGE);
	const start = countFrom(text(request.pageToken), 0);
	if (!size || start === undefined) throw new Refusal(400, 'Wrong Parameters');
	const users = {
		userProfile: hits.slice(start, start + size).map(show),
	};
	return start + size < hits.length ? { users, nextPageToken: String(start + size) } : { users };
}
