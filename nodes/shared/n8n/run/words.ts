import type { Scrub } from '../../http/secrets';

/** A message is read, not searched: a web page or a whole document that a vendor answers with is none. */
const LONGEST = 2_000;

/** A text for people: without secrets, and no longer than a page. Cut last, because half a secret would not be recognised. */
export function shownWords(text: string, scrub: Scrub): string {
	const whole = scrub(text);
	return whole.length > LONGEST ? `${whole.slice(0, LONGEST).toWellFormed()}… (${whole.length} characters)` : whole;
}

const ENDED = /[.!?…]["')\]]?$/;

/** Sentences one after another, each with one stop behind it; the last one ends as it is. */
export function sentences(...parts: ReadonlyArray<string | undefined>): string {
	return parts
		.map((part) => part?.trim() ?? '')
		.filter((part) => part !== '')
		.reduce((before, part) => (before === '' ? part : `${before}${ENDED.test(before) ? '' : '.'} ${part}`), '');
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
