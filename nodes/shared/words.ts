import { failed, failureOf, invalid, mayHaveLanded, type Failure } from './failure';
import { unsentOf } from './http/readOnly';
import type { Scrub } from './http/secrets';
import { once } from './once';

/** A message is read, not searched: a web page or a whole document that a vendor answers with is none. */
const LONGEST = 2_000;

/** A text for people: without secrets, and no longer than a page. Cut last, because half a secret would not be recognised. */
export function shownWords(text: string, scrub: Scrub): string {
	const whole = scrub(text);
	return whole.length > LONGEST ? `${whole.slice(0, LONGEST).toWellFormed()}… (${whole.length} characters)` : whole;
}

const ENDED = /[.!?\u2026]["')\]]?$/;

/** Sentences one after another, each with one stop behind it; the last one ends as it is. */
export function sentences(...parts: ReadonlyArray<string | undefined>): string {
	return parts
		.map((part) => part?.trim() ?? '')
		.filter((part) => part !== '')
		.reduce((before, part) => (before === '' ? part : `${before}${ENDED.test(before) ? '' : '.'} ${part}`), '');
}

/** What happened and what helps, as one text for people. */
export function wordsOf({ says, todo }: Failure, scrub: Scrub): string {
	return shownWords(sentences(says, todo), scrub);
}

const ITEM = /(?: \[item \d+\])+$/;

/** What happened, as the title of an error: without a stop, and with its item named once, as the platform's own words may do already. */
export function titled(says: string, itemIndex?: number): string {
	const bare = says
		.trimEnd()
		.replace(ITEM, '')
		.replace(/(?<!\.)\.$/, '');
	return itemIndex === undefined ? bare : `${bare} [item ${itemIndex}]`;
}

/** An answer that can't be read hides what became of the write. Where none came at all, or something is done already, that has been said. */
export function inDoubt(failure: Failure, doubt: string): Failure {
	if (!mayHaveLanded(failure) || failure.kind === 'unreachable' || failure.halfway || failure.lostTry) return failure;
	return { ...failure, todo: sentences(failure.todo, doubt) };
}

/**
 * Makes something that would be there twice, were it made again, such as a group.
 * @param what how a sentence calls it: `user group`
 * @throws FailureError that says so where it may be there although the call failed
 */
export async function making<T>(what: string, make: () => Promise<T>): Promise<T> {
	return await make().catch((error: unknown) => {
		if (unsentOf(error)) throw error;
		throw failed(creationInDoubt(failureOf(error), `It is unclear whether the ${what} was created. Check before you create it again.`));
	});
}

/** {@link inDoubt} for what makes something: that a server could not answer is no reason to make it again. */
export function creationInDoubt(failure: Failure, doubt: string): Failure {
	const { todo, ...bare } = failure;
	const isToldToWait = todo !== undefined && failure.kind === 'unreadable' && failure.status >= 500 && !failure.halfway;
	return inDoubt(isToldToWait ? bare : failure, doubt);
}

/** Half of a character that takes two units in JavaScript. */
const HALF = once(() => /\p{Cs}/u);

/**
 * The text, when every character in it is whole. UTF-8 has no form for half a character: it would go out as U+FFFD.
 * @throws FailureError `invalid` naming the half and its place
 */
export function wholeText(label: string, text: string): string {
	const half = HALF().exec(text);
	if (half === null) return text;
	throw invalid(
		label,
		`${label} ends in half a character (${codePoint(half[0])}, after ${counted(half.index, 'character')}), which can't be sent`,
		'The text was cut in the middle of a character. Pass the whole text, or cut it with {{ Array.from(text).slice(0, 50).join("") }}.',
	);
}

/** A character as Unicode writes it: U+200B. */
export function codePoint(character: string): string {
	return `U+${hex(character).toUpperCase().padStart(4, '0')}`;
}

/** Its number alone: 200b. */
export function hex(character: string): string {
	return (character.codePointAt(0) ?? 0).toString(16);
}

/** How many of something, with its plural: `1 request`, `1,200 requests`. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** A number as people write it: 1,200. */
export function grouped(count: number): string {
	return count.toLocaleString('en-US');
}
