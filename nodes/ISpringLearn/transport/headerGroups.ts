import { pathSegment } from '../../shared/http/address';
import { carried } from '../../shared/http/headers';
import { rowsOf, type ListEnd } from '../../shared/http/pages';
import { scalarText, type JsonObject } from '../../shared/json/json';
import type { Session } from '../../shared/n8n/session';
import { headerClient } from './headerClient';
import { recordFromXml } from './userXml';

export type NewHeaderGroup = Readonly<{ name: string; description?: string; organizationId?: string }>;

/** Groups of the older REST API, which lists and makes them and lets users join; it changes and deletes none. */
export interface HeaderGroups {
	/** Every group, or those of one organization, in one piece. */
	readonly rows: (organizationId?: string) => AsyncGenerator<JsonObject, ListEnd>;
	/** @returns the ID */
	readonly create: (group: NewHeaderGroup) => Promise<string>;
	/** One user joins; `already` for somebody who is a member. */
	readonly join: (groupId: string, userId: string) => Promise<'added' | 'already'>;
}

/** Sources: "Getting a List of Groups", "Adding a Group", "Adding a User to a Group" of that API. */
export function headerGroups(session: Pick<Session, 'credential' | 'send'>): HeaderGroups {
	const client = headerClient(session);
	return {
		rows: (organizationId) => {
			const filter = organizationId === undefined ? {} : { 'X-Organization-Id': carried('Organization ID', organizationId) };
			const read = async () => ({ rows: (await client.read('/group', 'groups', filter)).children.map(recordFromXml) });
			return rowsOf({ start: '', read, idOf: ({ groupId }) => scalarText(groupId) ?? '' });
		},
		create: async (group) => (await client.create('/group', newGroupHeaders(group))).id,
		join: async (groupId, userId) =>
			await client.join(`/group/${pathSegment('Group', groupId)}/member`, { 'X-User-Id': carried('User IDs', userId) }),
	};
}

/** @throws FailureError `invalid` for what a header can't carry: everything beyond plain ASCII */
export function newGroupHeaders({ name, description, organizationId }: NewHeaderGroup): Readonly<Record<string, string>> {
	return {
		'X-Name': carried('Name', name),
		...(description === undefined ? {} : { 'X-Description': carried('Description', description) }),
		...(organizationId === undefined ? {} : { 'X-Organization-Id': carried('Organization ID', organizationId) }),
	};
}
