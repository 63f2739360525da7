import { filtersParameter } from '../../../shared/n8n/run/getMany';
import { locatorParameter, selectedId } from '../../../shared/n8n/parameters/locator';
import type { Operations } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { deletionLimit } from '../../../shared/n8n/run/recordGuard';
import { deleteRecord, getRecord, getRecords, type RecordKind } from '../../../shared/n8n/run/recordOperations';
import { groupPath, readGroup } from '../../wire/departmentsAndGroups';
import { APIS, REST, openISpring, type OpenedISpring } from '../apis';
import type { Offered } from '../../../shared/n8n/run/userOperations';
import { describedRecord, GROUP, simplifiedGroup, simplifiedListedGroup } from '../organisation';
import { keyTextOf, pageSizeOf } from '../parameters';
import { create, update } from './edit.operation';
import { addMembers, removeMembers } from './members.operation';

const GROUPS: RecordKind<OpenedISpring<'rest'>, string> = {
	resource: 'group',
	open: async (context) => await openISpring(context, REST),
	parameter: (show, description) => locatorParameter({ ...GROUP, description }, show),
	keyOf: (context, i) => selectedId(context, i, GROUP),
	read: async ({ channel }, id) => await readGroup(channel.client, id),
	simplified: simplifiedGroup,
	options: optionsParameter,
};

const remove = deleteRecord(GROUPS, {
	description: 'The group to delete. This cannot be undone. Its members stay users.',
	limit: deletionLimit('maxGroupDeletions', 'group'),
	seek: async (_opened, id) => await Promise.resolve(id),
	described: async ({ channel }, id) => describedRecord(await readGroup(channel.client, id)),
	remove: async ({ channel }, id) => await channel.client.remove(groupPath(id)),
});

const get = getRecord(GROUPS, 'The group to read, with the IDs of its members in the raw output');

const ORGANIZATION = { displayName: 'Organization ID', name: 'filters.organizationId' };

const getAll = getRecords({
	...GROUPS,
	open: async (context) => await openISpring(context, APIS.group.getAll),
	filters: (show) => [
		filtersParameter({ ...show, api: ['restHeader'] }, [
			{
				...ORGANIZATION,
				name: 'organizationId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2',
				description: 'Only groups of this organization',
			},
		]),
	],
	read: (context, i, { protocol }) => ({
		pageSize: pageSizeOf(context, i),
		organizationId: protocol === 'rest' ? '' : keyTextOf(context, i, ORGANIZATION),
	}),
	rows: ({ channel }, { pageSize, organizationId }) => channel.groups({ pageSize, ...(organizationId === '' ? {} : { organizationId }) }),
	simplified: simplifiedListedGroup,
});

export const group = { addMembers, create, delete: remove, get, getAll, removeMembers, update } satisfies Operations[string];

export const groupOffers: readonly Offered[] = [
	{
		name: 'Add Members',
		value: 'addMembers',
		action: 'Add members to a group',
		description: 'Let users join a group. By REST, the whole list of members is read, changed and written back.',
	},
	{ name: 'Create', value: 'create', action: 'Create a group', description: 'Make a new group' },
	{ name: 'Delete', value: 'delete', action: 'Delete a group', description: 'Delete a group for good. This cannot be undone.' },
	{ name: 'Get', value: 'get', action: 'Get a group', description: 'Read one group' },
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many groups',
		description: 'List the groups of the account',
	},
	{
		name: 'Remove Members',
		value: 'removeMembers',
		action: 'Remove members from a group',
		description: 'Let users leave a group. The whole list of members is read, changed and written back.',
	},
	{ name: 'Update', value: 'update', action: 'Update a group', description: 'Rename a group' },
];
