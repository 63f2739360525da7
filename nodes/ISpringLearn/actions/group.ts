import type { INodeProperties } from 'n8n-workflow';

import { toText } from '../../shared/fields/values';
import { filtersParameter } from '../../shared/n8n/run/getMany';
import type { Offered, Operations } from '../../shared/n8n/run/operations';
import { deletionLimit } from '../../shared/n8n/run/recordGuard';
import { deleteRecord, getRecord, namedOperation } from '../../shared/n8n/run/namedRecords';
import { getRecords, seenRecordOperation } from '../../shared/n8n/run/recordOperations';
import { nameParameter, newNameOf, recordChoices } from '../../shared/n8n/run/recordParameters';
import { making } from '../../shared/words';
import { groupPath, readGroup } from '../wire/restRecords';
import { APIS, openISpring } from './apis';
import { afterWrite, GROUPS, USERS } from './departmentsAndGroups';
import { addMembers, removeMembers } from './groupMembers';
import { idsOf, iSpringOptions, keyTextOf, pageSizeOf } from './parameters';

const remove = deleteRecord(GROUPS, {
	description: 'The group to delete. This cannot be undone. Its members stay users.',
	limit: deletionLimit('maxGroupDeletions', 'group'),
	remove: async ({ channel }, id) => await channel.client.remove(groupPath(id)),
});

const EXAMPLE = 'e.g. Newcomers';
const ORGANIZATION: INodeProperties = {
	displayName: 'Organization ID',
	name: 'organizationId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2',
};

const getAll = getRecords({
	...GROUPS,
	open: async (context) => await openISpring(context, APIS.group.getAll),
	filters: (show) => [
		filtersParameter({ ...show, api: ['restHeader'] }, [{ ...ORGANIZATION, description: 'Only groups of this organization' }]),
	],
	read: (context, i, { protocol }) => ({
		pageSize: pageSizeOf(context, i),
		organizationId: protocol === 'rest' ? '' : keyTextOf(context, i, { ...ORGANIZATION, name: 'filters.organizationId' }),
	}),
	rows: ({ channel }, { pageSize, organizationId }) => channel.groups({ pageSize, ...(organizationId === '' ? {} : { organizationId }) }),
	/** Lists don't tell how many members a group has. The older REST API knows no smart groups, but organizations. */
	simplified: ({ groupId = null, name = null, isSmart = null, organizationId }) => ({
		groupId,
		name,
		isSmart,
		...(organizationId === undefined ? {} : { organizationId }),
	}),
});

const create = seenRecordOperation(
	{ resource: 'group', open: async (context) => await openISpring(context, APIS.group.create), options: iSpringOptions },
	{
		operation: 'create',
		parameters: (show) => [
			nameParameter(show, { placeholder: EXAMPLE, description: 'The name of the group. REST (Header) only takes plain ASCII.' }),
		],
		options: [
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				description: 'What the group is for',
				displayOptions: { show: { '/api': ['restHeader'] } },
			},
			{
				...ORGANIZATION,
				description: 'The organization that the group belongs to',
				displayOptions: { show: { '/api': ['restHeader'] } },
			},
			{
				displayName: USERS.displayName,
				name: 'userIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. ana@example.com, bo.lind',
				description: 'Comma-separated list of the first members, by ID, email address or login',
				displayOptions: { show: { '/api': ['rest', 'soap'] } },
			},
		],
		// What the editor shows for another API only is not here: the platform leaves it out.
		read: (context, i, { protocol }) => {
			const description = toText('Description', context.getNodeParameter('options.description', i, ''));
			const organizationId = keyTextOf(context, i, { ...ORGANIZATION, name: 'options.organizationId' });
			const users = protocol === 'restHeader' ? undefined : idsOf(context, i, { ...USERS, name: 'options.userIds' });
			const group = {
				name: newNameOf(context, i),
				...(description === '' ? {} : { description }),
				...(organizationId === '' ? {} : { organizationId }),
			};
			return { group, users };
		},
		look: async ({ group: asked, users }, { channel, userIds }) => {
			const group = { ...asked, ...(users ? { userIds: [...(await userIds(users, USERS.displayName))] } : {}) };
			return { group, make: channel.newGroup(group) };
		},
		planned: ({ group: { name } }) => ({ action: 'create', name }),
		work: async ({ group, make }, { channel }) => {
			const groupId = await making('group', make);
			// The older APIs don't read a single group: what was sent is what comes out.
			if (!('client' in channel)) return { groupId, ...group };
			return await afterWrite(async () => await readGroup(channel.client, groupId), { groupId });
		},
	},
);

const update = namedOperation(GROUPS, {
	operation: 'update',
	parameters: (show) => [
		GROUPS.parameter(show, 'The group to rename'),
		nameParameter(show, { placeholder: EXAMPLE, description: 'The new name of the group' }),
	],
	read: (context, i) => ({ name: newNameOf(context, i) }),
	planned: ({ id, name }) => ({ action: 'update', id, changes: { name } }),
	work: async ({ id, name }, { channel: { client } }) => {
		await client.post(groupPath(id), { name });
		return await afterWrite(async () => await readGroup(client, id), { groupId: id });
	},
});

export const group = {
	addMembers,
	create,
	delete: remove,
	get: getRecord(GROUPS, 'The group to get. The raw output includes the IDs of its members.'),
	getAll,
	removeMembers,
	update,
} satisfies Operations[string];

export const groupOffers: readonly Offered[] = recordChoices('group', 'groups', {
	addMembers: 'Add users to a group. With REST, the whole list of members is read, changed and written back.',
	create: 'Create a group',
	delete: 'Delete a group permanently. This cannot be undone.',
	get: 'Get one group',
	getAll: 'Get the groups of the account',
	removeMembers: 'Remove users from a group. The whole list of members is read, changed and written back.',
	update: 'Rename a group',
});
