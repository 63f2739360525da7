import type { IExecuteFunctions, ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { isEmailAddress } from '../../fields/keyText';
import { recordOf } from '../../fields/values';
import { didYouMean, nearestNames, wordsIn } from '../../provisioning/nearestNames';
import { RECORD_KEYS } from '../../provisioning/recordFinder';
import { KEY_WORDS, SEARCH_USERS } from '../parameters/user';
import { hint } from './hints';

/** What the editor asks behind From List. */
type Search = (this: ILoadOptionsFunctions, filter?: string, token?: string) => Promise<INodeListSearchResult>;

/**
 * The searches of a node, by the names that its parameters give them: in `byName` the vendor looks for a part of a name
 * in one request; of the others the first page is asked for, and what is not on it is not found.
 */
export type Searches = Readonly<{ byName: Readonly<Record<string, Search>>; byPage: Readonly<Record<string, Search>> }>;

/** The parameters of the operation that runs, and the searches of its node. */
export type Asked = Readonly<{ parameters: readonly INodeProperties[]; searches: Searches }>;

/** A locator, and what item 0 has in it. */
type Located = Readonly<{ displayName: string; search: string; value: string; by: string }>;

/**
 * Who or what may be meant by a key that nobody has, as a sentence for a model. It takes one read, where the key can't be
 * one by its form or the vendor said that nobody has it. For what looks like an ID, only where IDs come from is said.
 * @param why `notFound`: that is what the vendor said; undefined when it was no matter of a key
 */
export async function nearest(
	context: IExecuteFunctions,
	{ parameters, searches }: Asked,
	why: 'notFound' | 'refused' | undefined,
): Promise<string | undefined> {
	if (why === undefined) return undefined;
	const given = locatorsOf(context, parameters);
	const located = given.find(isWrongByForm) ?? (why === 'notFound' ? given[0] : undefined);
	if (located === undefined) return undefined;

	const { displayName, by } = located;
	const listed = `${displayName} is chosen by ${by} here: the operation Get Many lists them.`;
	if (by === KEY_WORDS.id && !isWrongByForm(located)) return listed;
	const found = await searched(context, located, searches).catch(() => []);
	return didYouMean(found) ?? listed;
}

function locatorsOf(context: IExecuteFunctions, parameters: readonly INodeProperties[]): readonly Located[] {
	const names = new Set<string>();
	return parameters.flatMap(({ displayName, name, type, modes = [] }): Located[] => {
		if (type !== 'resourceLocator' || names.has(name)) return [];
		names.add(name);
		// Only somebody who may not be there yet is not chosen from a list.
		const search = modes.find((one) => one.name === 'list')?.typeOptions?.searchListMethod ?? SEARCH_USERS;
		const { mode, value } = recordOf(context.getNodeParameter(name, 0, ''));
		if (typeof value !== 'string' || value.trim() === '' || mode === 'url') return [];
		if (search !== SEARCH_USERS && isNamed(mode)) return [];
		const by = Object.entries(KEY_WORDS).find(([key]) => key === mode)?.[1] ?? KEY_WORDS.id;
		return [{ displayName, search, value: value.trim(), by }];
	});
}

/** Whether a record is named by something else than its ID: what that may mean was said where it was looked for. */
function isNamed(mode: unknown): boolean {
	return typeof mode === 'string' && mode !== 'id' && Object.hasOwn(RECORD_KEYS, mode);
}

/** IDs are digits at two vendors, hexadecimal at the others. */
const ID = /^(?=.*\d)[\da-f-]+$/i;

/** What people sign in with, and a vendor's own numbers, may have any form. */
function isWrongByForm({ by, value }: Located): boolean {
	if (by === KEY_WORDS.id) return !ID.test(value);
	return by === KEY_WORDS.email && !isEmailAddress(value);
}

/** The rows that have most of the words in the key, at most five. */
async function searched(context: IExecuteFunctions, { search, value }: Located, { byName, byPage }: Searches) {
	const words = wordsIn(value.replace(/@.*/, ''));
	// The last word of a person's name tells most, of a record's the first: "Ana Silva", "Sales Department".
	const word = search === SEARCH_USERS ? words.at(-1) : words[0];
	const find = byName[search] ?? byPage[search];
	if (word === undefined || find === undefined) return [];
	hint(context, 'info', `One more request was made, to name who or what may be meant by "${value}".`);
	const { results } = await find.call(asInEditor(context), search in byName ? word : '');

	const rows = results.map(({ name, value: id }) => ({ name, id: String(id) }));
	return nearestNames(value.replace(/@.*/, ''), rows);
}

/** The execution as a search of the editor sees it: parameters are those of item 0. */
function asInEditor(context: IExecuteFunctions): ILoadOptionsFunctions {
	const getCurrentNodeParameter = (name: string): unknown => context.getNodeParameter(name, 0, null) ?? undefined;
	return Object.create(context, { getCurrentNodeParameter: { value: getCurrentNodeParameter } }) as ILoadOptionsFunctions;
}
