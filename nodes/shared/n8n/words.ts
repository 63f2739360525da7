import type { Scrub } from '../http/secrets';

/** A message is read, not searched: a web page or a whole document that a vendor answers with is none. */
const LONGEST = 2_000;

/** A text for people: without secrets, and no longer than a page. Cut last, because half a secret would not be recognised. */
export function shownWords(text: string, scrub: Scrub): string {
	const whole = scrub(text);
	return whole.length > LONGEST ? `${whole.slice(0, LONGEST).toWellFormed()}… (${whole.length} characters)` : whole;
}
