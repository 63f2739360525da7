import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ShownFor } from '../../../shared/n8n/operations';
import type { UserFilters } from '../../transport/channel';
import { listOf } from '../parameters';

const LABELS = { departments: 'Department IDs', emails: 'Emails', groups: 'Group IDs', logins: 'Logins', userIds: 'User IDs' } as const;
const EVERYWHERE: ReadonlySet<string> = new Set(['departments', 'groups']);

/** "Filters" of Get Many. */
export function filtersParameter(show: ShownFor): INodeProperties {
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

export function filtersOf(context: IExecuteFunctions, i: number): UserFilters {
	const of = (name: keyof UserFilters): readonly string[] => listOf(context, i, { displayName: LABELS[name], name: `filters.${name}` });
	return { departments: of('departments'), groups: of('groups'), logins: of('logins'), emails: of('emails'), userIds: of('userIds') };
}
