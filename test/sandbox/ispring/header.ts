import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../http/server';
import { Refusal, headerText, statusOf } from '../http/wire';
import { type XmlElement, element, parseXml } from '../http/xml';
import type { Store } from '../store';
import { isField, mandatory, withFields } from './fields';
import { mountHeaderGroups } from './headerGroups';
import { LEGACY_ROLES, groupByNumber, joinGroups, legacyPersonXml, legacyRole, organizationByNumber } from './legacy';
import type { ISpringOrganisation } from './organisation';
import { FULL_GROUP, type ISpringPerson } from './people';
import { sendXml } from './reply';
import { newPerson } from './restWrites';
import { fieldInfoXml } from './rows';
import type { ISpringSignIn } from './signIn';

type OneUser = { Params: { userId: string } };
type Account = Readonly<{ store: Store<ISpringPerson>; organisation: ISpringOrganisation }>;

/** The older REST API: everything in request headers, and the reason of a refusal in the status line. */
export function ispringHeaderRoutes(store: Store<ISpringPerson>, signIn: ISpringSignIn, organisation: ISpringOrganisation): Routes {
	const account = { store, organisation };
	return (scope) => {
		scope.setErrorHandler<Error>((error, _request, reply) => {
			const status = statusOf(error);
			return refuse(reply, status, error.message);
		});
		scope.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'Not Found'));
		scope.addHook('preHandler', async (request) => {
			if (!request.is404 && !signIn.hasAccountHeaders(request)) throw new Refusal(401, 'Authorization failed');
		});
		mountReads(scope, account);
		mountHeaderGroups(scope, account);
		scope.post<OneUser>('/user/:userId', async (request, reply) => {
			const person = personByNumber(store, request.params.userId);
			const fields = fieldsHeader(request, organisation);
			if (mandatory(organisation.fields).some((name) => !fields[name])) throw new Refusal(400, 'Bad Request');
			const { password, ...profile } = fields;
			const next = { ...withFields(person, profile, account), password: password ?? person.password };
			finished(request, reply, { account, person: next, keep: (changed) => store.replace(person.userId, changed) });
			return reply.send();
		});
		scope.post('/user', async (request, reply) => {
			const [email = '', login = email] = [headerText(request, 'x-email'), headerText(request, 'x-login')];
			if (email === '') throw new Refusal(400, 'Bad Request');
			for (const [name, value] of Object.entries({ email, login })) {
				const isTaken = store.some(({ fields }) => fields[name]?.toLowerCase() === value.toLowerCase());
				if (isTaken && organisation.isOldest) throw new Refusal(403, `Duplicated ${name}`);
				if (isTaken) throw new Refusal(409, `User with the same ${name} is already registered.`);
			}
			const isFull = store.all().filter(({ status }) => status === 1).length >= organisation.seats;
			if (isFull && organisation.isOldest) throw new Refusal(403, 'Number of user accounts is exceeded');
			const person = withFields(newPerson(account), { email, login }, account);
			const created = { ...person, password: headerText(request, 'x-password') ?? '', invited: invitation(request) };
			finished(request, reply, { account, person: created, keep: (changed) => store.add(changed) });
			return reply.code(201).type('text/plain').send(String(created.legacyId));
		});
		scope.delete<OneUser>('/user/:userId', async (request, reply) => {
			store.remove(personByNumber(store, request.params.userId).userId);
			return reply.code(204).send();
		});
	};
}

function refuse(reply: FastifyReply, status: number, reason: string): FastifyReply {
	// A status line is bytes: UTF-8 goes out as such, line breaks can't.
	reply.raw.statusMessage = Buffer.from(reason.replace(/[\r\n]+/g, ' ')).toString('latin1');
	return reply.code(status).send();
}

/** A mail goes out unless it is switched off. Its text is optional. */
function invitation(request: FastifyRequest): NonNullable<ISpringPerson['invited']> {
	const flag = headerText(request, 'x-send-login-email') ?? '1';
	if (flag !== '0' && flag !== '1') throw new Refusal(400, 'Bad Request');
	return { email: flag === '1', sms: false, message: headerText(request, 'x-invitation-message') ?? '' };
}

function mountReads(scope: FastifyInstance, { store, organisation }: Account): void {
	scope.get('/user', async (request, reply) => {
		const organization = headerText(request, 'x-organization-id');
		const group = headerText(request, 'x-group-id');
		const unit = organization === undefined ? undefined : organizationByNumber(organization);
		const joined = group === undefined ? undefined : groupByNumber(organisation.groups, group);
		const people = store
			.all()
			.filter((person) => (unit?.uuid ?? person.departmentId) === person.departmentId)
			.filter((person) => joined === undefined || person.groups.includes(joined.groupId));
		const rows = people.map((person) => legacyPersonXml(organisation.groups, person));
		return sendXml(reply, element('users', rows));
	});
	scope.get<OneUser>('/user/:userId', async (request, reply) =>
		sendXml(reply, legacyPersonXml(organisation.groups, personByNumber(store, request.params.userId))),
	);
	scope.get('/user/profile/fields', async (_request, reply) =>
		sendXml(
			reply,
			element(
				'userProfileFields',
				organisation.fields.map((field) => fieldInfoXml(field, { isVisible: true })),
			),
		),
	);
}

function personByNumber(store: Store<ISpringPerson>, userId: string): ISpringPerson {
	const found = store.named(userId).find((person) => String(person.legacyId) === userId);
	if (!found) throw new Refusal(404, 'Unknown user');
	return found;
}

/** X-Fields-Xml: pure ASCII, well-formed, one `fields` element with one child per field. */
function fieldsHeader(request: FastifyRequest, { fields: settings }: ISpringOrganisation): Record<string, string> {
	const header = headerText(request, 'x-fields-xml') ?? '';
	// Node has taken the bytes for Latin-1, so every byte beyond ASCII shows here.
	if (!/^[\x20-\x7e\t]+$/.test(header)) throw new Refusal(400, 'Bad Request');
	let root: XmlElement;
	try {
		root = parseXml(header);
	} catch {
		throw new Refusal(400, 'Bad Request');
	}
	const names = root.children.map((child) => child.name);
	const isKnown = names.every((name) => name === 'password' || isField(settings, name));
	const isFlat = root.children.every((child) => child.children.length === 0);
	if (root.name !== 'fields' || !isKnown || !isFlat || new Set(names).size < names.length) {
		throw new Refusal(400, 'Bad Request');
	}
	return Object.fromEntries(root.children.map((child) => [child.name, child.text]));
}

type Finishing = Readonly<{ account: Account; person: ISpringPerson; keep: (next: ISpringPerson) => void }>;

/** Applies X-Role, X-Organization-Id and X-Groups, keeps the person, and names the groups that were full. */
function finished(request: FastifyRequest, reply: FastifyReply, { account, person, keep }: Finishing): void {
	const role = headerText(request, 'x-role');
	if (role !== undefined && !LEGACY_ROLES.has(role)) throw new Refusal(400, 'Bad Request');
	const organization = headerText(request, 'x-organization-id');
	const unit = organization === undefined ? undefined : organizationByNumber(organization);
	const numbers = headerText(request, 'x-groups')
		?.split(',')
		.map((id) => id.trim())
		.filter((id) => id !== '');
	const { groups, isFull } = joinGroups(account.organisation, { current: person.groups, numbers });
	keep({
		...person,
		...legacyRole(role, person),
		departmentId: unit?.uuid ?? person.departmentId,
		groups,
	});
	if (isFull) reply.header('X-Exceeded-Groups', String(FULL_GROUP.number));
}
