import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/n8n/doubt';
import type { Operation } from '../../../shared/n8n/operations';
import { toText } from '../../../shared/n8n/values';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { headerGroups, newGroupHeaders } from '../../transport/headerGroups';
import { readGroup } from '../../transport/organisation';
import { restClient } from '../../transport/restClient';
import { soapOrganisation } from '../../transport/soapOrganisation';
import { openBy } from '../open';
import { afterWrite } from '../organisation';
import { idsOf, keyTextOf, nameOf } from '../parameters';
import { iSpringOptions } from '../user/common';

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

type NewGroup = Readonly<{ name: string; userIds: readonly string[]; description: string; organizationId: string }>;

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, namespace } = await openBy(context, ['rest', 'restHeader', 'soap']);
	return await writeRecords(context, {
		session,
		// What the editor shows for another API only is not here: the platform leaves it out.
		read: (i): NewGroup => {
			const group = {
				name: nameOf(context, i, NAME),
				userIds: idsOf(context, i, MEMBERS),
				description: toText(DESCRIPTION.displayName, context.getNodeParameter(DESCRIPTION.name, i, '')),
				organizationId: keyTextOf(context, i, ORGANIZATION),
			};
			if (protocol === 'restHeader') newGroupHeaders({ name: group.name, ...given(group) });
			return group;
		},
		planned: ({ name }) => ({ action: 'create', name }),
		work: async ({ name, userIds, ...older }): Promise<IDataObject> => {
			switch (protocol) {
				case 'rest': {
					const client = restClient(session);
					const groupId = await making(
						GROUP,
						async () => await client.create('/group', { name, ...(userIds.length === 0 ? {} : { userIds: [...userIds] }) }, 'groupId'),
					);
					return await afterWrite(async () => await readGroup(client, groupId), { groupId });
				}
				// The older APIs don't read a single group: what was sent is what comes out.
				case 'restHeader': {
					const group = { name, ...given(older) };
					return { groupId: await making(GROUP, async () => await headerGroups(session).create(group)), ...group };
				}
				case 'soap':
					return {
						groupId: await making(GROUP, async () => await soapOrganisation(session, namespace).createGroup({ name, userIds })),
						name,
						userIds: [...userIds],
					};
			}
		},
	});
}

function given({
	description: about,
	organizationId,
}: Pick<NewGroup, 'description' | 'organizationId'>): Readonly<{ description?: string; organizationId?: string }> {
	return { ...(about === '' ? {} : { description: about }), ...(organizationId === '' ? {} : { organizationId }) };
}

export const create: Operation = { description, execute };
