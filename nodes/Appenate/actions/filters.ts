import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { toText } from '../../shared/fields/values';

/** A filter as the editor shows it, and the parameter of the search that it becomes. */
type Filter = Readonly<{ property: INodeProperties; parameter: string }>;

/** The text filter `displayName`, for the parameter `parameter` of a search. */
export function textFilter(displayName: string, parameter: string, placeholder: string): Filter {
	const name = parameter.charAt(0).toLowerCase() + parameter.slice(1);
	const description = `Only those with this ${displayName}. Appenate decides whether part of it is enough.`;
	return { parameter, property: { displayName, name, type: 'string', default: '', placeholder, description } };
}

export const EXTERNAL_ID_FILTER = textFilter('External ID', 'ExternalId', 'e.g. 0012');

/** The filters of item `i` as query parameters; empty ones are left out. */
export function filtersOf(context: IExecuteFunctions, i: number, filters: readonly Filter[]): ReadonlyArray<readonly [string, string]> {
	return filters.flatMap(({ property: { displayName, name }, parameter }) => {
		const text = optionalText(context.getNodeParameter(`filters.${name}`, i, ''), displayName);
		return text === '' ? [] : [[parameter, text] as const];
	});
}

/** A key or what is searched for, without blanks around it; nothing given is the empty text. */
export function optionalText(given: unknown, label: string): string {
	return toText(label, given ?? '').trim();
}
