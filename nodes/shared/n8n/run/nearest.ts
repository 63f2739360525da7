import type { IExecuteFunctions, ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { isEmailAddress } from '../../fields/keyText';
import { recordOf } from '../../fields/values';
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

const MOST = 5;

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
	if (found.length === 0) return listed;
	return `Did you mean ${found.length === 1 ? '' : 'one of these: '}${found.map(({ name, value: id }) => `${name}, ID ${id}`).join('; ')}?`;
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
		const by = Object.entries(KEY_WORDS).find(([key]) => key === mode)?.[1] ?? KEY_WORDS.id;
		return [{ displayName, search, value: value.trim(), by }];
	});
}

/** IDs are digits at two vendors, hexadecimal at the others. */
const ID = /^(?=.*\d)[\da-f-]+$/i;

/** What people sign in with, and a vendor's own numbers, may have any form. */
function isWrongByForm({ by, value }: Located): boolean {
	if (by === KEY_WORDS.id) return !ID.test(value);
	return by === KEY_WORDS.email && !isEmailAddress(value);
}

/** The rows that have most of the words in the key, at most five. */
async function searched(context: IExecuteFunctions, { search, value }: Located, { byName, byPage }: Searches): Promise<readonly Row[]> {
	const words = wordsIn(value.replace(/@.*/, ''));
	// The last word of a person's name tells most, of a record's the first: "Ana Silva", "Sales Department".
	const word = search === SEARCH_USERS ? words.at(-1) : words[0];
	const find = byName[search] ?? byPage[search];
	if (word === undefined || find === undefined) return [];
	hint(context, 'info', `One more request was made, to name who or what may be meant by "${value}".`);
	const { results } = await find.call(asInEditor(context), search in byName ? word : '');

	const ranked = results.map(({ name, value: id }) => ({ name, value: String(id), fits: fitting(words, wordsIn(name)) }));
	return ranked
		.filter(({ fits }) => fits > 0)
		.sort((one, other) => other.fits - one.fits)
		.slice(0, MOST);
}

type Row = Readonly<{ name: string; value: string }>;

const WORD = /[\p{L}\p{M}\p{N}'’]+/gu;

function wordsIn(text: string): readonly string[] {
	return text.match(WORD) ?? [];
}

const SHORTEST_STEM = 4;

/** How many of the words are in a name, or begin one there, whatever their capitals and marks. */
function fitting(wanted: readonly string[], name: readonly string[]): number {
	const own = name.map(plain);
	const isIn = (word: string): boolean => own.some((one) => one.startsWith(word) || (one.length >= SHORTEST_STEM && word.startsWith(one)));
	return wanted.map(plain).filter(isIn).length;
}

function plain(word: string): string {
	return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The execution as a search of the editor sees it: parameters are those of item 0. */
function asInEditor(context: IExecuteFunctions): ILoadOptionsFunctions {
	const getCurrentNodeParameter = (name: string): unknown => context.getNodeParameter(name, 0, null) ?? undefined;
	return Object.create(context, { getCurrentNodeParameter: { value: getCurrentNodeParameter } }) as ILoadOptionsFunctions;
}
