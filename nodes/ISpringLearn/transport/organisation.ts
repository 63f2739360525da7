import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import type { PagedList, RestClient } from './restClient';

/** Source: OpenAPI, `GET /departments` and `GET /groups`. */
export const DEPARTMENTS: PagedList = { path: '/departments', member: 'departments', idName: 'departmentId' };
export const GROUPS: PagedList = { path: '/groups', member: 'groups', idName: 'groupId' };

export function departmentPath(id: string): string {
	return `/department/${pathSegment('Department', id)}`;
}

export function groupPath(id: string): string {
	return `/group/${pathSegment('Group', id)}`;
}

export async function readDepartment(client: RestClient, id: string): Promise<JsonObject> {
	return found('department', id, await client.readOne(departmentPath(id), (json) => recordIn(json, 'departmentId')));
}

export async function readGroup(client: RestClient, id: string): Promise<JsonObject> {
	return found('group', id, await client.readOne(groupPath(id), (json) => recordIn(json, 'groupId')));
}

function recordIn(json: Json, idName: string): JsonObject | undefined {
	return isJsonObject(json) && scalarText(json[idName]) ? json : undefined;
}

function found<T>(what: string, id: string, record: T | undefined): T {
	if (record !== undefined) return record;
	throw failed({
		kind: 'notFound',
		says: `No ${what} with the ID "${id}" was found`,
		todo: `Check the ID, and whether the credential may see this ${what}.`,
	});
}
