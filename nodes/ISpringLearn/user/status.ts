import { invalid } from '../../shared/failure';
import { toText } from '../../shared/fields/values';
import type { FieldValue } from '../../shared/provisioning/types';

/** The property that says whether a user may sign in. */
export const STATUS_FIELD = 'status';

/** As it is stored. Source: OpenAPI, UserStatus. */
export const STATUS_NUMBERS = { active: '1', inactive: '3', terminated: '5' } as const;

/** As people map it; the number does as well. */
export const STATUS_WORDS: readonly string[] = Object.keys(STATUS_NUMBERS);

/** What iSpring's own import, and so the lists that people export, call the third one. Source: "Importing Users from an Excel File". */
const ENDED = 'employment ended';

/** What stands for one of the words, in lower case. */
export const STATUS_SPELLINGS: Readonly<Record<string, string>> = {
	...Object.fromEntries(Object.entries(STATUS_NUMBERS).map(([word, number]) => [number, word])),
	[ENDED]: 'terminated',
};

/** @throws FailureError `invalid` for what is no status */
export function storedStatus(value: FieldValue): string {
	const given = toText('Status', value)
		.trim()
		.toLowerCase()
		.replace(/[\s_-]+/g, ' ');
	const found = Object.entries(STATUS_NUMBERS).find(([word, number]) => given === word || given === number);
	if (found) return found[1];
	if (given === ENDED) return STATUS_NUMBERS.terminated;
	throw invalid(
		'Status',
		`Status takes ${STATUS_WORDS.join(', ')}, not "${given}"`,
		"Map one of these words, a word from iSpring's import (Active, Inactive, Employment Ended), or a number: 1, 3 or 5.",
	);
}

/** Whether a stored status is what is wanted. Who is terminated is kept out already, and stays terminated. */
export function sameStatus(stored: FieldValue | null, wanted: FieldValue | null): boolean {
	return stored === wanted || (wanted === STATUS_NUMBERS.inactive && stored === STATUS_NUMBERS.terminated);
}
