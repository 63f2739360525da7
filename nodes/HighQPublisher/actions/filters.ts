import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toText } from '../../shared/n8n/values';
import type { ShownFor } from '../../shared/n8n/operations';
import { PAGE_SIZE, type ListQuery } from '../lists';

const DAY = /\b(\d{4})-(\d\d)-(\d\d)\b/g;
const DATES = 'One of lastweek, lastmonth and lastyear, or two days with a comma between them, like 2030-01-01,2030-12-31';

/** The collection "Filters"; every name in it is HighQ's own query parameter. */
export function filtersParameter(show: ShownFor, options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show },
		options,
	};
}

/** A filter that takes a text. */
export function textFilter(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'string', default: '', description };
}

/** A filter that takes a span of days. */
export function dateFilter(displayName: string, name: string): INodeProperties {
	return { ...textFilter(displayName, name, DATES), placeholder: 'e.g. lastmonth' };
}

/** The filter "Status", in the words that this list takes. */
export function statusFilter(words: readonly string[]): INodeProperties {
	return {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: statusChoices(words),
		default: '',
		description: 'Only those with this status',
	};
}

/** Statuses in HighQ's words. */
export function statusChoices(words: readonly string[]): INodePropertyOptions[] {
	return words.map((value) => ({ name: `${value.charAt(0).toUpperCase()}${value.slice(1)}`, value }));
}

/** "Sort By" and "Sort Direction", for the collection "Options". */
export function sortOptions(options: INodePropertyOptions[]): INodeProperties[] {
	return [
		{ displayName: 'Sort By', name: 'sortBy', type: 'options', options, default: '', description: 'What the list is sorted by' },
		{
			displayName: 'Sort Direction',
			name: 'sortDirection',
			type: 'options',
			options: [
				{ name: 'Ascending', value: '+' },
				{ name: 'Descending', value: '-' },
			],
			default: '+',
			description: 'Whether the list goes up or down; it needs Sort By',
		},
	];
}

/** The same list with everything that HighQ knows of a row. */
export function inFull({ query, ...rest }: ListQuery): ListQuery {
	return { ...rest, query: [...query, ['fields', 'all']] };
}

/**
 * What item `i` asks of a list. A page is no larger than what is wanted.
 * @param dates filters that take days: HighQ writes them without hyphens
 */
export function listQuery(context: IExecuteFunctions, i: number, dates: readonly string[] = []): ListQuery {
	const filters = Object.entries(context.getNodeParameter('filters', i, {})).flatMap(([name, given]): Array<[string, string]> => {
		const text = textOf(name, given);
		return text === '' ? [] : [[name, dates.includes(name) ? text.replace(DAY, '$1$2$3').replace(/\s/g, '') : text]];
	});
	const sortBy = textOf('Sort By', context.getNodeParameter('options.sortBy', i, ''));
	const direction = context.getNodeParameter('options.sortDirection', i, '+') === '-' ? '-' : '+';
	const sort: Array<[string, string]> = sortBy === '' ? [] : [['sort', direction + sortBy]];
	return { query: [...filters, ...sort], pageSize: pageSize(context, i) };
}

function textOf(name: string, given: unknown): string {
	if (given === undefined || given === null) return '';
	return (Array.isArray(given) ? given.map((one) => toText(name, one)).join(',') : toText(name, given)).trim();
}

function pageSize(context: IExecuteFunctions, i: number): number {
	if (context.getNodeParameter('returnAll', i, false) === true) return PAGE_SIZE;
	const limit = Number(context.getNodeParameter('limit', i, 50));
	return Number.isInteger(limit) && limit > 0 ? Math.min(limit, PAGE_SIZE) : PAGE_SIZE;
}
