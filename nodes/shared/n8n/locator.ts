import type { IExecuteFunctions, INodeListSearchResult, INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { failed } from '../failure';
import { toText } from './fields';
import type { ShownFor } from './operations';

export type Located = Readonly<{
	displayName: string;
	name: string;
	/** The method in `listSearch` behind From List. */
	searchListMethod: string;
	placeholder: string;
	description: string;
}>;

/** One selected group, department, organisation …: from a list that can be searched, or by ID. */
export function locatorParameter({ displayName, name, searchListMethod, placeholder, description }: Located, show: ShownFor): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		modes: [listMode(searchListMethod), idMode(placeholder)],
		description,
		displayOptions: { show },
	};
}

/** The mode From List, searched at the vendor. */
export function listMode(searchListMethod: string): INodePropertyMode {
	const called = { displayName: 'From List', name: 'list' };
	return { ...called, type: 'list', typeOptions: { searchListMethod, searchable: true } };
}

function idMode(placeholder: string): INodePropertyMode {
	const called = { displayName: 'By ID', name: 'id' };
	return { ...called, type: 'string', placeholder };
}

/**
 * The id that item `i` selects.
 * @throws FailureError `invalid` when nothing is selected
 */
export function selectedId(context: IExecuteFunctions, i: number, { displayName, name }: Pick<Located, 'displayName' | 'name'>): string {
	const given: unknown = context.getNodeParameter(name, i, '', { extractValue: true });
	const id = given === undefined || given === null ? '' : toText(displayName, given).trim();
	if (id !== '') return id;
	throw failed({ kind: 'invalid', parameter: displayName, says: `${displayName} is empty`, todo: 'Choose one from the list or map an ID for every item. Nothing was sent.' });
}

/** What From List shows of a page. `next` asks for more when the user scrolls. */
export function searchResult(rows: ReadonlyArray<Readonly<{ name: string; id: string; url?: string }>>, next?: string): INodeListSearchResult {
	const results = rows.map(({ name, id, url }) => ({ name, value: id, ...(url === undefined ? {} : { url }) }));
	return { results, ...(next === undefined ? {} : { paginationToken: next }) };
}
