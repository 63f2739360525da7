import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed, invalid } from '../../shared/failure';
import { isEmailAddress, keyTexts } from '../../shared/fields/keyText';
import { plainObject } from '../../shared/json/json';
import { theOne } from '../../shared/n8n/run/outcomes';
import { operationParameter, type Operation, type Operations } from '../../shared/n8n/run/operations';
import { deletionLimit } from '../../shared/n8n/run/recordGuard';
import { deleteRecord, getRecord, memberWrite, namedOperation, seenNamedOperation } from '../../shared/n8n/run/namedRecords';
import { seenRecordOperation, type RecordKind } from '../../shared/n8n/run/recordOperations';
import { fieldsParameter, nameParameter, newNameOf, recordChoices, someChange } from '../../shared/n8n/run/recordParameters';
import { making } from '../../shared/words';
import { USER_GROUP, userIdsOf } from '../recordStore';
import { appenateDirectory } from '../user/appenateDirectory';
import { QUIETLY } from '../user/profile';
import { guid, isGuid } from '../wire/formats';
import type { AppenateRequest } from '../wire/request';
import {
	BY_ID,
	externalIdIn,
	externalIdProperty,
	located,
	manyRecords,
	newNameIn,
	newNameProperty,
	openRecords,
	writtenItem,
	type OpenedRecords,
} from './groupsAndFolders';

const MEANT = 'The user group to use';

const GROUPS: RecordKind<OpenedRecords> = {
	...BY_ID,
	resource: 'userGroup',
	open: async (context) => await openRecords(context, USER_GROUP),
	...located({ displayName: 'User Group', name: 'userGroup', searchListMethod: 'searchGroups', exampleName: 'e.g. Field crew' }),
	simplified: simplifiedGroup,
};

/** Users of a group, by ID or email address. */
const USERS: INodeProperties = {
	displayName: 'Users',
	name: 'users',
	type: 'string',
	default: '',
	placeholder: 'e.g. ana@example.com, bo@example.com',
	description: 'Comma-separated list of user IDs or email addresses. Each email address takes one more request.',
};

const remove = deleteRecord(GROUPS, {
	description: 'The user group to delete permanently. This cannot be undone. Its users stay.',
	limit: deletionLimit('maxGroupDeletions', 'user group'),
	remove: async ({ records }, id) => await records.remove(id),
});

const create = seenRecordOperation(GROUPS, {
	operation: 'create',
	parameters: (show) => [
		nameParameter(show, { placeholder: 'e.g. Field crew', description: 'The name of the new user group' }),
		fieldsParameter('additionalFields', show, { options: [externalIdProperty, USERS] }),
	],
	read: (context, i) => ({
		group: { Name: newNameOf(context, i), ...externalIdIn(context, i, 'additionalFields') },
		users: usersIn(context.getNodeParameter('additionalFields.users', i, '')),
	}),
	look: async ({ group, users }, { request }) => {
		const UserIds = await idsOf(users, request);
		return { ...group, ...(UserIds.length > 0 ? { UserIds } : {}) };
	},
	planned: ({ Name }) => ({ action: 'create', name: Name }),
	work: async (group, { records }) => writtenItem('userGroup', await making('user group', async () => await records.create(group))),
});

const update = namedOperation(GROUPS, {
	operation: 'update',
	parameters: (show) => [
		GROUPS.parameter(show, MEANT),
		fieldsParameter('updateFields', show, {
			options: [externalIdProperty, newNameProperty],
			description: 'An empty value leaves a field unchanged. To change who is in the group, use Add Members and Remove Members.',
		}),
	],
	read: (context, i) => ({
		changes: someChange({ ...newNameIn(context, i), ...externalIdIn(context, i, 'updateFields') }),
	}),
	planned: ({ id, changes }) => ({ action: 'update', id, changes: plainObject(changes) }),
	work: async ({ id, changes }, { records }) => writtenItem('userGroup', await records.change(id, () => changes)),
});

const NOTICE = 'A change made elsewhere in the group at the same moment can be lost.';

/** Add Members and Remove Members. Who is in the group already, or is not, makes no write. */
function membersOperation(goal: 'addMembers' | 'removeMembers'): Operation {
	const adds = goal === 'addMembers';
	return seenNamedOperation(GROUPS, {
		...memberWrite(goal, 'users'),
		parameters: (show) => [
			GROUPS.parameter(show, MEANT),
			{ ...USERS, required: true, displayOptions: { show } },
			{ displayName: NOTICE, name: 'membersNotice', type: 'notice', default: '', displayOptions: { show } },
		],
		read: (context, i) => ({ members: someUsers(context, i) }),
		look: async (asked, { request }) => ({ ...asked, ids: await idsOf(asked.members, request) }),
		work: async ({ id, ids }, { records }) => {
			let changed: string[] = [];
			const written = await records.change(id, ({ UserIds }) => {
				if (!Array.isArray(UserIds)) throw unseenMembers();
				const now = userIdsOf(UserIds);
				changed = ids.filter((user) => now.includes(user) !== adds);
				return { UserIds: adds ? [...now, ...changed] : now.filter((user) => !changed.includes(user)) };
			});
			return { ...writtenItem('userGroup', written), [adds ? 'added' : 'removed']: changed };
		},
	});
}

export const userGroup = {
	addMembers: membersOperation('addMembers'),
	create,
	delete: remove,
	get: getRecord(GROUPS, MEANT),
	getAll: manyRecords(GROUPS, { path: '/usergroup/search', list: 'UserGroups', all: 'all groups' }),
	removeMembers: membersOperation('removeMembers'),
	update,
} satisfies Operations[string];

export const userGroupOperations = operationParameter(
	'userGroup',
	recordChoices('user group', 'user groups', {
		addMembers: 'Add users to a group and keep its current members',
		create: 'Create a group, with or without users',
		delete: 'Delete a group permanently. This cannot be undone.',
		get: 'Get one group and its members',
		getAll: 'Get all groups, or those that match the filters',
		removeMembers: 'Remove users from a group and keep the others',
		update: 'Change the name or external ID of a group',
	}),
	'getAll',
);

/** A group in a few properties. */
function simplifiedGroup({ Id = null, Name = null, ExternalId = null, UserIds }: IDataObject): IDataObject {
	return { Id, Name, ExternalId, UserCount: Array.isArray(UserIds) ? UserIds.length : null };
}

/**
 * The users in what a parameter holds.
 * @throws FailureError `invalid` for anything else than an ID or an email address
 */
function usersIn(given: unknown): readonly string[] {
	return keyTexts(USERS.displayName, given).map((text) => {
		if (isGuid(text)) return guid(text);
		if (isEmailAddress(text)) return text;
		throw invalid(USERS.displayName, `"${text}" in Users is neither an ID nor an email address`, 'An ID has 32 hexadecimal digits.');
	});
}

/** {@link usersIn} for operations that need somebody. */
function someUsers(context: IExecuteFunctions, i: number): readonly string[] {
	const users = usersIn(context.getNodeParameter(USERS.name, i, ''));
	if (users.length > 0) return users;
	throw invalid(USERS.displayName, 'Users is empty', 'Map at least one user for every item.');
}

/**
 * The IDs of users; email addresses are searched for, one after another.
 * @throws FailureError `notFound` or `ambiguous`
 */
async function idsOf(users: readonly string[], request: AppenateRequest): Promise<string[]> {
	const { find } = appenateDirectory(request);
	const ids: string[] = [];
	for (const user of users) {
		const key = { by: 'email', value: user } as const;
		ids.push(isGuid(user) ? user : theOne(key, await find(key, QUIETLY)).id);
	}
	return [...new Set(ids)];
}

/** Taken for an empty group, it could lose everybody who is in it. */
function unseenMembers() {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: 'Appenate does not show the members of the user group',
		todo: 'Use an integration key with full access.',
		unwritten: true,
	});
}
