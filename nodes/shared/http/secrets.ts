/** Replaces every secret in a text. */
export type Scrub = (text: string) => string;

/** Shorter values would blank half of any message. */
const SHORTEST = 4;
const MASK = '[hidden]';

/**
 * A function that blanks these values, raw and in every spelling in which a URL, a header, XML or JSON
 * could show them. Vendors echo keys in their own messages.
 */
export function scrubber(secrets: readonly string[]): Scrub {
	const spellings = secrets.filter((secret) => secret.length >= SHORTEST).flatMap(spellingsOf);
	const longestFirst = [...new Set(spellings)].sort((one, other) => other.length - one.length);
	return (text) => longestFirst.reduce((rest, spelling) => rest.replaceAll(spelling, MASK), text);
}

function spellingsOf(secret: string): string[] {
	const encoded = encodeURIComponent(secret.toWellFormed());
	const xml = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
	return [
		secret,
		encoded,
		encoded.replace(/%20/g, '+'),
		Buffer.from(secret).toString('base64'),
		Buffer.from(secret).toString('base64url'),
		JSON.stringify(secret).slice(1, -1),
		xml,
		xml.replace(/"/g, '&quot;').replace(/'/g, '&apos;'),
	];
}
