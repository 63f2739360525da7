import type { FastifyInstance } from 'fastify';
import { Refusal, queryOf } from '../http/wire';
import type { Store } from '../store';
import { type Json, isJsonObject, textAt } from './exactJson';
import { dateFilter, listed } from './paging';
import type { HighQPerson } from './people';
import type { HighQRecord, RecordBook } from './records';
import { type JsonTree, REF, entriesOf, readBody, send } from './wire';

type OneGroup = { Params: { id: string } };
const SORT_KEYS = { name: ['name'], created: ['createddate'], updated: ['modifieddate'] };

/** /api/2/groups: a PUT of a group replaces its members, a PUT of its users adds them. */
export function groupRoutes(
	api: FastifyInstance,
	{ groups, store, base }: { groups: RecordBook; store: Store<HighQPerson>; base: () => string },
): void {
	const summary = ({ id, name }: HighQRecord): JsonTree => ({ id, name, link: `${base()}/api/2/groups/${id}` });
	const known = (id: string): HighQRecord => {
		const found = groups.byId(id);
		if (!found) throw new Refusal(404, 'Group not found', REF.noGroup);
		return found;
	};

	api.get('/', async (request, reply) => {
		const query = queryOf(request);
		const search = (query.get('search') ?? '').toLowerCase();
		const tests = [dateFilter(query, 'createdDate', 'createdDateTime'), dateFilter(query, 'modifiedDate')];
		const hits = groups.all().filter((group) => group.name.toLowerCase().includes(search) && tests.every((test) => test(createdAt(group))));
		return send(request, reply, 'groups', listed(hits, query, { member: 'groups', sortKeys: SORT_KEYS, manySorts: true, summary }));
	});
	api.get<OneGroup>('/:id', async (request, reply) => send(request, reply, 'group', known(request.params.id)));
	api.post('/', async (request, reply) => {
		const id = groups.add({ createddate: '28-05-2030 11:03:00:000', organisationcount: 0, ...checked(readBody(request, 'group'), store) });
		return send(request, reply, 'group', summary(known(String(id))));
	});
	api.put<OneGroup>('/:id', async (request, reply) => {
		const { id } = known(request.params.id);
		const sent = readBody(request, 'group');
		if (sent.id !== undefined && String(sent.id) !== String(id)) throw new Refusal(400, 'The ID of the group cannot be changed', REF.body);
		const next = { ...checked(sent, store), id };
		groups.put(next);
		return send(request, reply, 'group', summary(next));
	});
	api.put<OneGroup>('/:id/users', async (request, reply) => {
		const group = known(request.params.id);
		const wanted = entriesOf(readBody(request, 'group').users, 'user');
		if (wanted.length === 0 || wanted.some((entry) => typeof entry !== 'string'))
			throw new Refusal(400, 'Request body is missing or not valid', REF.body);
		const people = wanted.map((entry) => personNamed(store, entry));
		// "Adds active users": the others stay out without a word.
		const added = people.filter(({ status }) => status === 'active').map(({ id }) => id);
		const next = { ...group, users: [...new Set([...entriesOf(group.users, 'user'), ...added])] };
		groups.put(next);
		return send(request, reply, 'group', next);
	});
	api.delete<OneGroup>('/:id', async (request, reply) => {
		groups.remove(known(request.params.id).id);
		return reply.code(202).send();
	});
}

/** Members of a POST or PUT are ids, as numbers; a user that nobody knows is refused. */
function checked(sent: JsonTree, store: Store<HighQPerson>): JsonTree & { name: string } {
	if (typeof sent.name !== 'string' || sent.name === '') throw new Refusal(400, 'Group name is required', REF.body);
	const users = entriesOf(sent.users, 'user');
	if (users.some((entry) => typeof entry !== 'number' && !(isJsonObject(sent.users) && /^\d+$/.test(String(entry))))) {
		throw new Refusal(400, 'Members are given by their IDs', REF.body);
	}
	return { ...sent, name: sent.name, users: users.map((entry) => personNamed(store, entry).id) };
}

function personNamed(store: Store<HighQPerson>, entry: Json): HighQPerson {
	const found = store.byKey(String(entry));
	if (!found) throw new Refusal(404, 'User not found', REF.noUser);
	return found;
}

function createdAt(group: HighQRecord): number {
	const [day, month, year] = textAt(group, 'createddate').slice(0, 10).split('-').map(Number);
	return Date.UTC(year ?? 0, (month ?? 1) - 1, day);
}
