import { isUuid } from '../user/uuid';

/** So many keys go into one request, whose address stays short enough for whatever stands in between. */
export const KEYS_AT_ONCE = 50;

/** Look-ups that are collected, and made in few requests when the first of them is needed. */
export type Gathered<T> = Readonly<{
	/** Says that a key will be asked for. */
	want: (key: string) => void;
	/** What was found under a key; undefined for nothing. Every key is looked up once, and again only after a failure. */
	get: (key: string) => Promise<T | undefined>;
}>;

/**
 * The parameters of all items are read before the first of them is worked on, so what they name is known as a whole.
 * @param read takes up to {@link KEYS_AT_ONCE} keys and gives what it found under each
 */
export function gathered<T>(read: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>): Gathered<T> {
	const waiting = new Set<string>();
	const answers = new Map<string, Promise<ReadonlyMap<string, T>>>();

	const want = (key: string): void => {
		if (!answers.has(key)) waiting.add(key);
	};
	const ask = (): void => {
		for (const keys of inParts([...waiting])) {
			const answer = read(keys);
			for (const key of keys) answers.set(key, answer);
			// Whoever waits for one of the keys hears of the failure; who comes later asks again.
			answer.catch(() => keys.forEach((key) => answers.delete(key)));
		}
		waiting.clear();
	};
	return {
		want,
		get: async (key) => {
			want(key);
			if (!answers.has(key)) ask();
			return (await answers.get(key))?.get(key);
		},
	};
}

/** A list in parts of at most {@link KEYS_AT_ONCE}. */
export function inParts<T>(all: readonly T[], most = KEYS_AT_ONCE): ReadonlyArray<readonly T[]> {
	return Array.from({ length: Math.ceil(all.length / most) }, (_unused, i) => all.slice(i * most, (i + 1) * most));
}

/** Rows by what they are found under. */
export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
	const groups = new Map<string, Row[]>();
	for (const row of rows) {
		const key = keyOf(row);
		const group = groups.get(key);
		if (group) group.push(row);
		else groups.set(key, [row]);
	}
	return groups;
}

/** Whether a text is an ID: what else names a course or a learner never has this form. */
export function isId(text: string): boolean {
	return isUuid(text.trim());
}
