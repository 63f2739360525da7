import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { assertAsked } from './mixedUpAnswers';
import type { PagedList, RestClient } from './restClient';

/** Source: OpenAPI, `GET /departments` and `GET /groups`. */
export const DEPARTMENT_LIST: PagedList = { path: '/departments', property: 'departments', idName: 'departmentId' };
export const GROUP_LIST: PagedList = { path: '/groups', property: 'groups', idName: 'groupId' };

const ID_NAMES = { department: 'departmentId', group: 'groupId' } as const;

export function departmentPath(id: string): string {
	return `/department/${pathSegment('Department', id)}`;
}

export function groupPath(id: string): string {
	return `/group/${pathSegment('Group', id)}`;
}

export async function readDepartment(client: RestClient, id: string): Promise<JsonObject> {
	return asked('department', id, await client.readOne(departmentPath(id), (json) => recordIn(json, ID_NAMES.department)));
}

export async function readGroup(client: RestClient, id: string): Promise<JsonObject> {
	return asked('group', id, await client.readOne(groupPath(id), (json) => recordIn(json, ID_NAMES.group)));
}

function recordIn(json: Json, idName: string): JsonObject | undefined {
	return isJsonObject(json) && scalarText(json[idName]) ? json : undefined;
}

function asked(what: keyof typeof ID_NAMES, id: string, record: JsonObject | undefined): JsonObject {
	if (record) {
		assertAsked(what, id, scalarText(record[ID_NAMES[what]]) ?? '');
		return record;
	}
	throw failed({
		kind: 'notFound',
		says: `No ${what} with the ID "${id}" was found`,
		todo: `Check the ID, and whether the credential has access to this ${what}.`,
	});
}
