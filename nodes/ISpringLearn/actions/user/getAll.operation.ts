import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation, ShownFor } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { scimMappingOption } from '../../../shared/n8n/scim';
import { showUser, simplified, toProfile } from '../../profile';
import type { UserFilters } from '../../transport/channel';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { iSpringOptions, listOf, pageSizeOf } from '../parameters';
import { scimWriter } from './people';

const shown = { resource: ['user'], operation: ['getAll'] };

const LABELS = { departments: 'Department IDs', emails: 'Emails', groups: 'Group IDs', logins: 'Logins', userIds: 'User IDs' } as const;
const EVERYWHERE: ReadonlySet<string> = new Set(['departments', 'groups']);

const description: INodeProperties[] = [
	...manyParameters(shown),
	filtersParameter(shown),
	...outputParameters(shown, { scim: true }),
	iSpringOptions(shown, [scimMappingOption, incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel, directory } = await openISpring(context, APIS.user.getAll);
	const scim = await scimWriter(context, directory);
	return await getMany(context, {
		session,
		read: (i) => ({ filters: filtersOf(context, i), pageSize: pageSizeOf(context, i) }),
		rows: ({ filters, pageSize }) => channel.list(filters, pageSize),
		show: showUser,
		simplified,
		scim: (user) => scim(toProfile(user)),
	});
}

/** "Filters" of Get Many. */
function filtersParameter(show: ShownFor): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Only users that fit all of them. Each takes several values: separated by commas, or a list from an expression.',
		displayOptions: { show },
		options: Object.entries(LABELS).map(([name, displayName]): INodeProperties => ({
			displayName,
			name,
			type: 'string',
			default: '',
			...(EVERYWHERE.has(name) ? { description: 'REST (Header) and SOAP take one' } : { displayOptions: { show: { '/api': ['rest'] } } }),
		})),
	};
}

function filtersOf(context: IExecuteFunctions, i: number): UserFilters {
	const of = (name: keyof UserFilters): readonly string[] => listOf(context, i, { displayName: LABELS[name], name: `filters.${name}` });
	return { departments: of('departments'), groups: of('groups'), logins: of('logins'), emails: of('emails'), userIds: of('userIds') };
}

export const getAll: Operation = { description, execute };
