import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { filtersParameter } from '../../shared/n8n/run/getMany';
import { toText } from '../../shared/fields/values';
import type { ShownFor } from '../../shared/n8n/parameters/options';

/** The collection "Filters" of lists of people. */
export function nameFilter(show: ShownFor): INodeProperties {
	return filtersParameter(show, [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. silva',
			description: 'A piece of the name, which Axero searches for',
		},
	]);
}

/** What item `i` searches for; empty: nothing. */
export function nameFilterOf(context: IExecuteFunctions, i: number): string {
	const given: unknown = context.getNodeParameter('filters.name', i, '');
	return given === undefined || given === null ? '' : toText('Name', given).trim();
}
