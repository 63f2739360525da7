import { failed, type FailureError } from '../failure';
import { composed } from './keys';
import { didYouMean, nearestNames } from './nearestNames';

/*
 * Departments, groups, organisations, folders and spaces, as people name them.
 */

/** By what a record can be named, in words within a sentence. */
export const RECORD_KEYS = { id: 'ID', externalId: 'external ID', code: 'code', name: 'name' } as const;
export type RecordBy = keyof typeof RECORD_KEYS;
export type RecordKey = Readonly<{ by: RecordBy; value: string }>;

/** What a list shows of a record that is needed to name it. */
export type ListedRecord = Readonly<{
	id: string;
	name: string;
	code?: string;
	externalId?: string;
	/** The name of the record that it lies in, which tells it from others of its name. */
	within?: string;
	/** Why no user can be put into it, as the end of a sentence that begins with its name. */
	closed?: string;
}>;

type Rows = Promise<readonly ListedRecord[]>;

/** Records of one kind at a vendor. */
export type RecordPlace = Readonly<{
	/** How a sentence calls one: `department`. */
	noun: string;
	/** By what they can be named besides their IDs, the surest first. */
	keys: ReadonlyArray<Exclude<RecordBy, 'id'>>;
	/** The vendor's own filters. They may fit a part of a value: only whole values count. */
	filters?: Partial<Readonly<Record<Exclude<RecordBy, 'id'>, (value: string) => Rows>>>;
	/** All of them, read once. @throws FailureError also where some may be missing */
	all: () => Rows;
	/** Whether a text has the form that only IDs have here. */
	isId: (text: string) => boolean;
}>;

/** Looks records up, once in an execution for equal keys. A look-up that failed is tried again by the next who asks. */
export type RecordFinder = Readonly<{
	noun: string;
	isId: RecordPlace['isId'];
	/** The ID of the record that a key means. @throws FailureError `notFound` or `ambiguous`, naming the parameter */
	idOf: (key: RecordKey, parameter: string) => Promise<string>;
	/** All records that a text means, which may be an ID or any of the keys: those of the surest kind that fits. */
	meant: (text: string) => Rows;
	/** {@link meant}, where it has to be one. @throws FailureError as `idOf` */
	theOne: (text: string, parameter: string) => Promise<ListedRecord>;
	/** All of them, read once. */
	all: () => Rows;
	/** The name of a record that was read already. */
	nameOf: (id: string) => string | undefined;
	/** Those of this name as the vendor lists them now. */
	namedNow: (name: string) => Rows;
}>;

export function recordFinder({ noun, keys, filters = {}, all, isId }: RecordPlace): RecordFinder {
	const names = new Map<string, string>();
	const noted = async (rows: Rows): Rows => {
		for (const { id, name } of await rows) names.set(id, name);
		return await rows;
	};
	const everything = remembering(async () => await noted(all()));

	const hits = remembering(async (by: Exclude<RecordBy, 'id'>, value: string): Rows => {
		const filtered = filters[by] && (await noted(filters[by](value)));
		const found = filtered && wholeMatches(filtered, by, value);
		if (found && found.length > 0) return found;
		// What a filter does with signs and capitals is not documented: that there is none, the list says.
		return wholeMatches(found ? await everything().catch(() => []) : await everything(), by, value);
	});

	const meant = remembering(async (text: string): Rows => {
		if (isId(text)) return [{ id: text, name: text }];
		const [only, ...others] = keys;
		// One filter answers for one key; for several of them, and for IDs, one list answers all.
		if (only !== undefined && others.length === 0 && filters[only]) return await hits(only, text);
		const rows = await everything();
		for (const by of ['id', ...keys] as const) {
			const found = wholeMatches(rows, by, text);
			if (found.length > 0) return found;
		}
		return [];
	});

	const likely = async (text: string): Rows => nearestNames(text, await everything().catch(() => []));

	const only = async (found: readonly ListedRecord[], key: Key, parameter: string): Promise<ListedRecord> => {
		const [one, ...more] = found;
		if (one && more.length === 0) return one;
		if (one) throw several(noun, found, key);
		throw none({ noun, key, parameter, likely: await likely(key.value) });
	};

	return {
		noun,
		isId,
		meant,
		all: everything,
		nameOf: (id) => names.get(id),
		namedNow: async (name) => wholeMatches(await all(), 'name', name),
		idOf: async ({ by, value }, parameter) => {
			if (by === 'id') return value;
			return (await only(await hits(by, value), { words: RECORD_KEYS[by], value }, parameter)).id;
		},
		theOne: async (text, parameter) => await only(await meant(text), { words: wordsOfKeys(keys), value: text }, parameter),
	};
}

type Key = Readonly<{ words: string; value: string }>;

/** `ID, code or name` */
export function wordsOfKeys(keys: RecordPlace['keys']): string {
	const words = ['id' as const, ...keys].map((by) => RECORD_KEYS[by]);
	return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Those that have the whole value, to the letter; where there is none, those in which only blanks around it differ. */
export function wholeMatches(rows: readonly ListedRecord[], by: RecordBy, value: string): readonly ListedRecord[] {
	const fitting = (spelled: (text: string) => string): readonly ListedRecord[] =>
		rows.filter((row) => {
			const own = row[by];
			return own !== undefined && own !== '' && spelled(own) === spelled(value);
		});
	const exact = fitting(composed);
	return exact.length > 0 ? exact : fitting((text) => composed(text.trim()));
}

/** Each answer once; equal questions wait for the same one. What failed is asked again. */
export function remembering<Asked extends readonly string[], T>(ask: (...asked: Asked) => Promise<T>): (...asked: Asked) => Promise<T> {
	const answers = new Map<string, Promise<T>>();
	return async (...asked) => {
		const key = JSON.stringify(asked);
		const known = answers.get(key);
		if (known) return await known;
		const answer = ask(...asked);
		answers.set(key, answer);
		answer.catch(() => answers.delete(key));
		return await answer;
	};
}

function several(noun: string, found: readonly ListedRecord[], { words, value }: Key): FailureError {
	return failed({
		kind: 'ambiguous',
		says: `${found.length} ${noun}s have the ${words} "${value}": ${found.map(shown(value)).join(', ')}`,
		todo: 'Choose one of them by ID.',
	});
}

/** An ID, with what tells it from the others. */
export function shown(asked: string): (record: ListedRecord) => string {
	return ({ id, name, within }) => {
		const beside = [...(name === asked || name === id ? [] : [name]), ...(within === undefined ? [] : [`in ${within}`])];
		return beside.length === 0 ? id : `${id} (${beside.join(' ')})`;
	};
}

type Missing = Readonly<{ noun: string; key: Key; parameter: string; likely: readonly ListedRecord[] }>;

function none({ noun, key: { words, value }, parameter, likely }: Missing): FailureError {
	const question = didYouMean(likely);
	return failed({
		kind: 'notFound',
		parameter,
		says: `No ${noun} with the ${words} "${value}" was found`,
		todo: `${question === undefined ? '' : `${question} `}Check the value of ${parameter}, and whether the credential has access to it.`,
	});
}
