import type { FastifyInstance } from 'fastify';
import { Refusal, headerText } from '../http/wire';
import { element } from '../http/xml';
import type { Store } from '../store';
import { groupByNumber, organizationByNumber, organizationNumber } from './legacy';
import type { ISpringOrganisation, StoredGroup } from './organisation';
import { type ISpringPerson, ROOT } from './people';
import { ids, plain, sendXml } from './reply';

type OneGroup = { Params: { groupId: string } };
type Account = Readonly<{ store: Store<ISpringPerson>; organisation: ISpringOrganisation }>;

/** Groups of the older REST API: listed, made, and joined by one user at a time. */
export function mountHeaderGroups(scope: FastifyInstance, { store, organisation }: Account): void {
	const row = ({ groupId, number, name, description, organizationId }: StoredGroup) => {
		const members = store.all().filter(({ groups }) => groups.includes(groupId));
		return element('group', [
			...plain({ groupId: number, name, description, organizationId }),
			element('users', ids(members.map(({ legacyId }) => String(legacyId)))),
		]);
	};

	scope.get('/group', async (request, reply) => {
		const wanted = headerText(request, 'x-organization-id');
		const organization = wanted === undefined ? undefined : organizationByNumber(wanted).number;
		const groups = organisation.groups.filter(({ organizationId }) => organizationId === (organization ?? organizationId));
		return sendXml(reply, element('groups', groups.map(row)));
	});
	scope.post('/group', async (request, reply) => {
		const name = headerText(request, 'x-name') ?? '';
		if (name === '') throw new Refusal(400, 'Bad Request');
		if (organisation.groups.some((one) => one.name === name)) throw new Refusal(400, 'A group with a given name already exists');
		const organizationId = organizationByNumber(headerText(request, 'x-organization-id') ?? String(ROOT.number)).number;
		const { number } = organisation.addGroup(name, { description: headerText(request, 'x-description') ?? '', organizationId });
		return reply.code(201).type('text/plain').send(String(number));
	});
	scope.post<OneGroup>('/group/:groupId/member', async (request, reply) => {
		const wanted = headerText(request, 'x-user-id') ?? '';
		if (wanted === '') throw new Refusal(400, 'Bad Request');
		const { groupId, organizationId } = groupByNumber(organisation.groups, request.params.groupId);
		const person = store.find(({ legacyId }) => String(legacyId) === wanted);
		if (!person) throw new Refusal(404, 'Unknown user');
		if (person.groups.includes(groupId)) throw new Refusal(403, "User already group's member");
		const isElsewhere = organizationId !== ROOT.number && organizationId !== organizationNumber(person);
		if (isElsewhere) throw new Refusal(403, "Can't add user into group from another organization");
		store.replace(person.userId, { ...person, groups: [...person.groups, groupId] });
		return reply.code(201).send();
	});
}
