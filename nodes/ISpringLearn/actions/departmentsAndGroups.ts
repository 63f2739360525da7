import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { plainObject, scalarText, type JsonObject } from '../../shared/json/json';
import { locatorParameter, selectedKey, type Located } from '../../shared/n8n/parameters/locator';
import { optionsParameter, type ShownFor } from '../../shared/n8n/parameters/options';
import type { RecordKind } from '../../shared/n8n/run/recordOperations';
import type { Described } from '../../shared/n8n/run/recordWrites';
import { recordAfter } from '../../shared/recordChanges';
import { readDepartment, readGroup } from '../wire/restRecords';
import { type OpenedISpring, openISpring, REST } from './apis';

const EXAMPLE = 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692';

export const DEPARTMENT: Omit<Located, 'description'> = {
	displayName: 'Department',
	name: 'department',
	searchListMethod: 'searchDepartments',
	placeholder: EXAMPLE,
	keys: { name: 'e.g. Sales', code: 'e.g. D-104' },
};
export const GROUP: Omit<Located, 'description'> = {
	displayName: 'Group',
	name: 'group',
	searchListMethod: 'searchGroups',
	placeholder: EXAMPLE,
	keys: { name: 'e.g. Newcomers' },
};
export const ROLE: Omit<Located, 'description'> = {
	displayName: 'Role',
	name: 'role',
	searchListMethod: 'searchRoles',
	placeholder: EXAMPLE,
};

/** Several users, for a call that takes them by ID. */
export const USERS = { displayName: 'Users', name: 'userIds' };

/** "Users". @param description who they are, without a stop */
export function usersParameter(show: ShownFor, description: string): INodeProperties {
	const parameter = idsParameter(USERS, show, description);
	return {
		...parameter,
		placeholder: 'e.g. ana@example.com, bo.lind',
		description: `${parameter.description}, by ID, email address or login. All but IDs are looked up first.`,
	};
}

/** IDs of several records in one parameter. */
export function idsParameter(
	{ displayName, name }: Readonly<{ displayName: string; name: string }>,
	show: ShownFor,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		required: true,
		placeholder: EXAMPLE,
		description: `${description}, separated by commas`,
		displayOptions: { show },
	};
}

/** A record as it is after a write. A read that fails does not undo the write. */
export async function afterWrite(read: () => Promise<JsonObject>, known: IDataObject): Promise<IDataObject> {
	const { record, warnings } = await recordAfter(async () => plainObject(await read()), known);
	return warnings.length === 0 ? record : { ...record, warnings: [...warnings] };
}

/** What people know a department or a group by, and how many are in it where iSpring tells. */
export function described({ name, usersCount }: JsonObject): Described {
	const [called, count] = [scalarText(name), Number(scalarText(usersCount) ?? NaN)];
	return { ...(called === undefined ? {} : { name: called }), ...(Number.isNaN(count) ? {} : { userCount: count }) };
}

export const DEPARTMENTS: RecordKind<OpenedISpring<'rest'>> = {
	resource: 'department',
	open: async (context) => await openISpring(context, REST),
	parameter: (show, description) => locatorParameter({ ...DEPARTMENT, description }, show),
	keyOf: (context, i) => selectedKey(context, i, DEPARTMENT),
	idOf: async ({ departments }, key) => await departments.idOf(key, DEPARTMENT.displayName),
	read: async ({ channel }, id) => await readDepartment(channel.client, id),
	described,
	/** A department, flat. */
	simplified: ({ departmentId = null, name = null, parentDepartmentId = null, code = null, subordination, coSubordination }) => ({
		departmentId,
		name,
		parentDepartmentId,
		code,
		supervisorId: supervisorIn(subordination),
		functionalManagerId: supervisorIn(coSubordination),
	}),
	options: optionsParameter,
};

function supervisorIn(subordination: unknown): string | null {
	if (typeof subordination !== 'object' || subordination === null || !('supervisorId' in subordination)) return null;
	return typeof subordination.supervisorId === 'string' ? subordination.supervisorId : null;
}

export const GROUPS: RecordKind<OpenedISpring<'rest'>> = {
	resource: 'group',
	open: async (context) => await openISpring(context, REST),
	parameter: (show, description) => locatorParameter({ ...GROUP, description }, show),
	keyOf: (context, i) => selectedKey(context, i, GROUP),
	idOf: async ({ groups }, key) => await groups.idOf(key, GROUP.displayName),
	read: async ({ channel }, id) => await readGroup(channel.client, id),
	described,
	/** A group without the list of its members. */
	simplified: ({ groupId = null, name = null, isSmart = null, usersCount = null }) => ({ groupId, name, isSmart, usersCount }),
	options: optionsParameter,
};
