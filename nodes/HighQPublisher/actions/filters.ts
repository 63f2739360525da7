import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toBoolean, toText } from '../../shared/fields/values';
import { toDay } from '../../shared/fields/days';
import { returnsAll } from '../../shared/n8n/run/getMany';
import { PAGE_SIZE, type ListQuery } from '../wire/lists';

/** Filters that take a span of days; groups spell with a capital what the table of users spells without. */
const DATES: Readonly<Record<string, string>> = { createddate: 'Created', modifieddate: 'Modified' };
const SPAN = 'One of lastweek, lastmonth and lastyear, or two dates separated by a comma, like 2030-01-01,2030-12-31';

/** Of an organisation: a filter, and a field that may be written. */
export const AUTO_LOGIN: INodeProperties = {
	displayName: 'Auto Login',
	name: 'autologin',
	type: 'boolean',
	default: false,
	description: 'Whether users of the organisation are signed in automatically',
};

/** A filter that takes a text. */
export function textFilter(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'string', default: '', description };
}

/** A filter that takes a span of days. */
export function dateFilter(displayName: string, name: string): INodeProperties {
	return { ...textFilter(displayName, name, SPAN), placeholder: 'e.g. lastmonth' };
}

/** The filter "Status", in the words that this list takes. */
export function statusFilter(words: readonly string[]): INodeProperties {
	return {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: statusChoices(words),
		default: '',
		description: 'Only results with this status',
	};
}

/** Statuses in HighQ's words. */
export function statusChoices(words: readonly string[]): INodePropertyOptions[] {
	return words.map((value) => ({ name: `${value.charAt(0).toUpperCase()}${value.slice(1)}`, value }));
}

/** "Sort By" and "Sort Direction", for the collection "Options". */
export function sortOptions(options: INodePropertyOptions[]): INodeProperties[] {
	return [
		{ displayName: 'Sort By', name: 'sortBy', type: 'options', options, default: '', description: 'What to sort the list by' },
		{
			displayName: 'Sort Direction',
			name: 'sortDirection',
			type: 'options',
			options: [
				{ name: 'Ascending', value: '+' },
				{ name: 'Descending', value: '-' },
			],
			default: '+',
			description: 'The direction to sort in. Needs Sort By.',
		},
	];
}

/** The same list with everything that HighQ knows of a row. */
export function inFull({ query, ...rest }: ListQuery): ListQuery {
	return { ...rest, query: [...query, ['fields', 'all']] };
}

/** What item `i` asks of a list. A page is no larger than what is wanted. */
export function listQuery(context: IExecuteFunctions, i: number): ListQuery {
	const filters = Object.entries(context.getNodeParameter('filters', i, {})).flatMap(([name, given]): Array<[string, string]> => {
		const date = DATES[name.toLowerCase()];
		const text = date === undefined ? textOf(name, given) : daysIn(date, given, context.getTimezone());
		return text === '' ? [] : [[name, name === AUTO_LOGIN.name ? String(toBoolean(AUTO_LOGIN.displayName, text)) : text]];
	});
	const sortBy = textOf('Sort By', context.getNodeParameter('options.sortBy', i, ''));
	const direction = context.getNodeParameter('options.sortDirection', i, '+') === '-' ? '-' : '+';
	const sort: Array<[string, string]> = sortBy === '' ? [] : [['sort', direction + sortBy]];
	return { query: [...filters, ...sort], pageSize: pageSize(context, i) };
}

/** Days go out without hyphens. */
function daysIn(label: string, given: unknown, zone: string): string {
	const parts: readonly unknown[] = Array.isArray(given) ? given : typeof given === 'string' ? given.split(',') : [given];
	return parts.flatMap((part) => dayIn(label, typeof part === 'string' ? part.trim() : part, zone) ?? []).join(',');
}

function dayIn(label: string, given: unknown, zone: string): string | undefined {
	if (typeof given === 'string' && /^(last(week|month|year)|\d{8})$/i.test(given)) return given;
	return toDay(label, given, zone)?.replaceAll('-', '');
}

function textOf(name: string, given: unknown): string {
	if (given === undefined || given === null) return '';
	return (Array.isArray(given) ? given.map((one) => toText(name, one)).join(',') : toText(name, given)).trim();
}

function pageSize(context: IExecuteFunctions, i: number): number {
	if (returnsAll(context, i)) return PAGE_SIZE;
	const limit = Number(context.getNodeParameter('limit', i, 50));
	return Number.isInteger(limit) && limit > 0 ? Math.min(limit, PAGE_SIZE) : PAGE_SIZE;
}
