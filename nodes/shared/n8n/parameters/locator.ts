import type { IExecuteFunctions, INodeListSearchResult, INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { invalid } from '../../failure';
import { recordOf, toText } from '../../fields/values';
import type { RecordBy, RecordKey } from '../../provisioning/recordFinder';
import type { ShownFor } from './options';

export type Located = Readonly<{
	displayName: string;
	name: string;
	/** The method in `listSearch` behind From List. */
	searchListMethod: string;
	placeholder: string;
	description: string;
	/** What a record can be named by besides its ID, with an example of each. */
	keys?: Partial<Readonly<Record<NamedBy, string>>>;
	/** For a vendor whose answers name the address of a record. */
	url?: RecordUrl;
}>;

type NamedBy = Exclude<RecordBy, 'id'>;

/** The address of a record. Only its ID is taken from it: requests go to the credential's address all the same. */
export type RecordUrl = Readonly<{
	/** A regular expression for the whole address; its one group is the ID. */
	pattern: string;
	example: string;
}>;

/** One selected group, department, organisation …: from a list that can be searched, by ID or what else names it, or by its address where there is one. */
export function locatorParameter(
	{ displayName, name, searchListMethod, placeholder, description, keys = {}, url }: Located,
	show: ShownFor,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		modes: [listMode(searchListMethod), idMode(placeholder), ...keyModes(keys), ...(url ? [urlMode(displayName, url)] : [])],
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

const KEY_LABELS: Readonly<Record<NamedBy, string>> = { name: 'By Name', code: 'By Code', externalId: 'By External ID' };
const KEYS = ['name', 'code', 'externalId'] as const satisfies readonly NamedBy[];

function keyModes(keys: NonNullable<Located['keys']>): INodePropertyMode[] {
	return KEYS.flatMap((name): INodePropertyMode[] => {
		const placeholder = keys[name];
		const called = { displayName: KEY_LABELS[name], name };
		return placeholder === undefined ? [] : [{ ...called, type: 'string', placeholder }];
	});
}

/** The mode By URL; the editor refuses an address of anything else. */
export function urlMode(displayName: string, { pattern, example }: RecordUrl): INodePropertyMode {
	const called = { displayName: 'By URL', name: 'url' };
	const errorMessage = `${displayName} takes a URL like ${example}`;
	return {
		...called,
		type: 'string',
		placeholder: `e.g. ${example}`,
		validation: [{ type: 'regex', properties: { regex: pattern, errorMessage } }],
		extractValue: { type: 'regex', regex: `^${pattern}$` },
	};
}

type Selected = Pick<Located, 'displayName' | 'name' | 'keys' | 'url'>;

/**
 * The id in the address that item `i` gives; nothing when it selects in another way. An address from an
 * expression has not been looked at by the editor, and the platform's own message does not say what it should be.
 * @throws FailureError `invalid` for any other address
 */
export function idByUrl(context: IExecuteFunctions, i: number, { displayName, name, url }: Selected): string | undefined {
	if (url === undefined) return undefined;
	const { mode, value } = recordOf(context.getNodeParameter(name, i, ''));
	if (mode !== 'url') return undefined;

	const address = toText(displayName, value ?? '').trim();
	const id = new RegExp(`^${url.pattern}$`).exec(address)?.[1];
	if (id !== undefined) return id;
	const says = address === '' ? `${displayName} is empty (By URL)` : `${displayName} is not a URL like ${url.example}: "${address}"`;
	throw invalid(displayName, says, 'Map a URL like this for every item, or choose By ID.');
}

/**
 * The id that item `i` selects.
 * @throws FailureError `invalid` when nothing is selected, or by an address that is not one of its kind
 */
export function selectedId(context: IExecuteFunctions, i: number, selected: Selected): string {
	const byUrl = idByUrl(context, i, selected);
	if (byUrl !== undefined) return byUrl;

	const { displayName, name } = selected;
	const id = toText(displayName, context.getNodeParameter(name, i, '', { extractValue: true }) ?? '').trim();
	if (id !== '') return id;
	throw invalid(displayName, `${displayName} is empty`, 'Choose one from the list, or map an ID for every item.');
}

/**
 * How item `i` names a record. A name counts to the letter, blanks around it too; other keys without them.
 * @throws FailureError `invalid` when nothing is selected, or by an address that is not one of its kind
 */
export function selectedKey(context: IExecuteFunctions, i: number, selected: Selected): RecordKey {
	const { displayName, name, keys = {} } = selected;
	const { mode, value } = recordOf(context.getNodeParameter(name, i, ''));
	const by = KEYS.find((one) => one === mode && keys[one] !== undefined);
	if (by === undefined) return { by: 'id', value: selectedId(context, i, selected) };
	const text = toText(displayName, value ?? '');
	if (text.trim() !== '') return { by, value: by === 'name' ? text : text.trim() };
	throw invalid(displayName, `${displayName} is empty (${KEY_LABELS[by]})`, 'Map a value for every item.');
}

/** What From List shows of a page. `next` asks for more when the user scrolls. */
export function searchResult(
	rows: ReadonlyArray<Readonly<{ name: string; id: string; url?: string }>>,
	next?: string,
): INodeListSearchResult {
	const results = rows.map(({ name, id, url }) => ({ name, value: id, ...(url === undefined ? {} : { url }) }));
	return { results, ...(next === undefined ? {} : { paginationToken: next }) };
}
