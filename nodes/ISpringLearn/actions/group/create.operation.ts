import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/n8n/doubt';
import type { Operation } from '../../../shared/n8n/operations';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { toText } from '../../../shared/fields/values';
import { readGroup } from '../../transport/organisation';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { afterWrite } from '../organisation';
import { idsOf, keyTextOf, nameOf, iSpringOptions } from '../parameters';

const shown = { resource: ['group'], operation: ['create'] };
const GROUP = 'group';
const NAME = { displayName: 'Name', name: 'name' };
const MEMBERS = { displayName: 'User IDs', name: 'options.userIds' };
const DESCRIPTION = { displayName: 'Description', name: 'options.description' };
const ORGANIZATION = { displayName: 'Organization ID', name: 'options.organizationId' };

const description: INodeProperties[] = [
	{
		...NAME,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Newcomers',
		description: 'What the group is called. REST (Header) takes plain ASCII only.',
		displayOptions: { show: shown },
	},
	iSpringOptions(shown, [
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

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
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
			const groupId = await making(GROUP, make);
			// The older APIs don't read a single group: what was sent is what comes out.
			if (!('client' in channel)) return { groupId, ...group };
			return await afterWrite(async () => await readGroup(channel.client, groupId), { groupId });
		},
	});
}

export const create: Operation = { description, execute };
