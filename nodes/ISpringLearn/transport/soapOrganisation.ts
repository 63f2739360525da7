import { rowsOf, type ListEnd } from '../../shared/http/pages';
import { scalarText, type JsonObject } from '../../shared/json/json';
import type { Session } from '../../shared/n8n/session';
import { textElement } from '../../shared/xml/build';
import type { Namespace } from './envelope';
import { named, soapClient } from './soapClient';
import { recordFromXml } from './userXml';

/** Departments and groups by SOAP: the calls whose elements the pages show. */
export interface SoapOrganisation {
	/** Every department, in one piece. */
	readonly departments: () => AsyncGenerator<JsonObject, ListEnd>;
	/** @returns the ID */
	readonly createGroup: (group: Readonly<{ name: string; userIds: readonly string[] }>) => Promise<string>;
}

/** Sources: "Getting a List of Departments" (getDepartments), "Adding a Group" (addGroup; members as in its sample). */
export function soapOrganisation(session: Pick<Session, 'credential' | 'send'>, namespace: Namespace): SoapOrganisation {
	const client = soapClient(session, namespace);
	return {
		departments: () => {
			const read = async () => ({ rows: named(await client.call('GetDepartments'), 'department').map(recordFromXml) });
			return rowsOf({ start: '', read, idOf: ({ departmentId }) => scalarText(departmentId) ?? '' });
		},
		createGroup: async ({ name, userIds }) => {
			const members = userIds.length === 0 ? [] : [{ name: 'userIds', children: userIds.map((id) => textElement('id', id)) }];
			return (await client.create('AddGroup', [textElement('name', name), ...members], 'groupId')).id;
		},
	};
}
