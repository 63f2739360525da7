import type { FastifyInstance } from 'fastify';
import { isTexts, type JsonObject } from '../http/wire';
import type { Store } from '../store';
import { guid, invalid, taken, unknown } from './change';
import type { AppenatePerson, Place } from './people';
import type { AppenatePlaces } from './places';
import { send } from './reply';
import { type Settings, holds, membersOf, page, queryWithKey, required } from './request';

/** `/usergroup` and `/usergroup/search`. A PUT that holds UserIds replaces them; one that doesn't empties the group. */
export function groupRoutes(scope: FastifyInstance, store: Store<AppenatePerson>, places: AppenatePlaces, settings: Settings): void {
	const shown = (group: Place): object => ({
		...group,
		UserIds: store
			.all()
			.filter(({ Groups }) => Groups.includes(group.Id))
			.map(({ Id }) => Id),
	});
	/** The vendor's samples show nobody in the answer to a write, whoever was sent. */
	const answered = (group: Place): object => ({ ...group, UserIds: [] });
	const keep = (group: Place, members: JsonObject): Place => {
		const next = named(places.groups, group, members);
		assign(store, next.Id, isTexts(members.UserIds) ? members.UserIds.map(guid) : []);
		places.groups = kept(places.groups, next);
		return next;
	};

	scope.get('/api/v2/usergroup/search', async (request, reply) => {
		const query = queryWithKey(request, settings);
		const hits = places.groups.filter(({ Name, ExternalId }) => holds(Name, query, 'name') && holds(ExternalId, query, 'externalid'));
		return send(request, reply, 'UserGroupSearchResponse', { UserGroups: page(hits, query).map(shown), TotalRows: hits.length });
	});
	scope.get('/api/v2/usergroup', async (request, reply) => {
		const query = queryWithKey(request, settings);
		return send(request, reply, 'UserGroupResponse', { UserGroup: shown(known(places.groups, query.get('id'), 'user group')) });
	});
	scope.post('/api/v2/usergroup', async (request, reply) => {
		const members = membersOf(request, settings, 'UserGroup');
		required(members, 'Name');
		return send(request, reply, 'UserGroupResponse', { UserGroup: answered(keep(places.blank(), members)) });
	});
	scope.put('/api/v2/usergroup', async (request, reply) => {
		const members = membersOf(request, settings, 'UserGroup');
		const group = known(places.groups, required(members, 'Id'), 'user group');
		return send(request, reply, 'UserGroupResponse', { UserGroup: answered(keep(group, members)) });
	});
	scope.delete('/api/v2/usergroup', async (request, reply) => {
		const group = known(places.groups, queryWithKey(request, settings).get('id'), 'user group');
		assign(store, group.Id, []);
		places.groups = places.groups.filter(({ Id }) => Id !== group.Id);
		return send(request, reply, 'UserGroupResponse', {});
	});
}

/** The list with this one in its place, or at the end. */
export function kept<P extends Place>(places: readonly P[], next: P): readonly P[] {
	return places.some(({ Id }) => Id === next.Id) ? places.map((place) => (place.Id === next.Id ? next : place)) : [...places, next];
}

/** The group or folder of this id. */
export function known<P extends Place>(places: readonly P[], id: string | undefined, kind: string): P {
	if (!id) throw invalid('Id', `'Id' should not be empty.`, 'NotEmpty');
	const found = places.find((place) => place.Id === guid(id));
	if (!found) throw unknown('Id', `The ${kind} was not found.`);
	return found;
}

/** A group or folder with the name and external id of a request; what is absent stays. No two have the same name. */
export function named(others: readonly Place[], place: Place, { Name = place.Name, ExternalId = place.ExternalId }: JsonObject): Place {
	if (Name === '') throw invalid('Name', `'Name' should not be empty.`, 'NotEmpty');
	if (others.some((other) => other.Id !== place.Id && other.Name === Name)) throw taken('Name', `'${String(Name)}' exists already.`);
	return { ...place, Name: String(Name), ...(ExternalId === undefined ? {} : { ExternalId: String(ExternalId) }) };
}

function assign(store: Store<AppenatePerson>, group: string, userIds: readonly string[]): void {
	const stranger = userIds.find((id) => !store.some(({ Id }) => Id === id));
	if (stranger !== undefined) throw invalid('UserIds', `'${stranger}' in UserIds was not found.`);
	for (const person of store.all()) {
		const others = person.Groups.filter((id) => id !== group);
		const isIn = userIds.includes(person.Id);
		if (isIn === person.Groups.includes(group)) continue;
		store.replace(person.Id, { ...person, Groups: isIn ? [...others, group] : others });
	}
}
