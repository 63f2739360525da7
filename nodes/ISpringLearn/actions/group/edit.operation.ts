import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { toText } from '../../../shared/fields/values';
import { making } from '../../../shared/words';
import { locatorParameter, selectedId } from '../../../shared/n8n/parameters/locator';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { recordOptions } from '../../../shared/n8n/run/recordGuard';
import { writeRecords } from '../../../shared/n8n/run/recordWrites';
import { groupPath, readGroup } from '../../wire/departmentsAndGroups';
import { APIS, REST, openISpring } from '../apis';
import { afterWrite, describedRecord, GROUP } from '../organisation';
import { idsOf, iSpringOptions, keyTextOf, nameOf } from '../parameters';

const CREATE = { resource: ['group'], operation: ['create'] };
const NAME = { displayName: 'Name', name: 'name' };
const MEMBERS = { displayName: 'User IDs', name: 'options.userIds' };
const DESCRIPTION = { displayName: 'Description', name: 'options.description' };
const ORGANIZATION = { displayName: 'Organization ID', name: 'options.organizationId' };

const createDescription: INodeProperties[] = [
	{
		...NAME,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Newcomers',
		description: 'What the group is called. REST (Header) takes plain ASCII only.',
		displayOptions: { show: CREATE },
	},
	iSpringOptions(CREATE, [
		...recordOptions(),
		{
			...DESCRIPTION,
			name: 'description',
			type: 'string',
			default: '',
			description: 'What the group is for',
			displayOptions: { show: { '/api': ['restHeader'] } },
		},
		{
			...ORGANIZATION,
			name: 'organizationId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2',
			description: 'The organization that the group belongs to',
			displayOptions: { show: { '/api': ['restHeader'] } },
		},
		{
			...MEMBERS,
			name: 'userIds',
			type: 'string',
			default: '',
			description: 'IDs of the first members, separated by commas, or a list from an expression',
			displayOptions: { show: { '/api': ['rest', 'soap'] } },
		},
	]),
];

async function executeCreate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, channel } = await openISpring(context, APIS.group.create);
	return await writeRecords(context, {
		session,
		// What the editor shows for another API only is not here: the platform leaves it out.
		read: (i) => {
			const about = toText(DESCRIPTION.displayName, context.getNodeParameter(DESCRIPTION.name, i, ''));
			const organizationId = keyTextOf(context, i, ORGANIZATION);
			const group = {
				name: nameOf(context, i, NAME),
				...(protocol === 'restHeader' ? {} : { userIds: [...idsOf(context, i, MEMBERS)] }),
				...(about === '' ? {} : { description: about }),
				...(organizationId === '' ? {} : { organizationId }),
			};
			return { group, make: channel.newGroup(group) };
		},
		planned: ({ group: { name } }) => ({ action: 'create', name }),
		work: async ({ group, make }) => {
			const groupId = await making('group', make);
			// The older APIs don't read a single group: what was sent is what comes out.
			if (!('client' in channel)) return { groupId, ...group };
			return await afterWrite(async () => await readGroup(channel.client, groupId), { groupId });
		},
	});
}

export const create: Operation = { description: createDescription, execute: executeCreate };

const UPDATE = { resource: ['group'], operation: ['update'] };
const NEW_NAME = { displayName: 'Name', name: 'name' };

const updateDescription: INodeProperties[] = [
	locatorParameter({ ...GROUP, description: 'The group to rename' }, UPDATE),
	{
		...NAME,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Newcomers',
		description: 'What the group is called from now on',
		displayOptions: { show: UPDATE },
	},
	optionsParameter(UPDATE, recordOptions()),
];

async function executeUpdate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeRecords(context, {
		session,
		read: (i) => ({ id: selectedId(context, i, GROUP), name: nameOf(context, i, NEW_NAME) }),
		planned: ({ id, name }) => ({ action: 'update', id, changes: { name } }),
		described: async ({ id }) => describedRecord(await readGroup(client, id)),
		work: async ({ id, name }) => {
			await client.post(groupPath(id), { name });
			return await afterWrite(async () => await readGroup(client, id), { groupId: id });
		},
	});
}

export const update: Operation = { description: updateDescription, execute: executeUpdate };
