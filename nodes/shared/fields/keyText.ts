import { invalid } from '../failure';
import { isJsonObject, parseJson } from '../json/json';
import { once } from '../once';
import type { MatchBy } from '../provisioning/types';
import { codePoint, hex } from '../words';
import { toText, toTexts } from './values';

/**
 * Whether a text has the form of an email address; vendors refuse or, worse, accept anything else. Letters of any
 * script may stand on both sides (RFC 6531, IDNA); what people wrap around an address may not (RFC 5321, section 4.1.2).
 */
export function isEmailAddress(text: string): boolean {
	return ADDRESS().test(text);
}

// Patterns with classes of Unicode take a while to make: a node is read without them.

/** A part of a domain: no punctuation but what IDNA knows in words of some scripts, no ASCII symbol. */
const LABEL = String.raw`(?:[\p{L}\p{M}\p{N}_\u00b7\u0375\u05f3\u05f4\u30fb-]|(?!\p{ASCII})\p{S})+`;
const ADDRESS = once(() => new RegExp(String.raw`^[^\s@"(),:;<>[\\\]]+@(?:${LABEL}\.)+${LABEL}$`, 'u'));

/** What a spreadsheet, a list or a mail program puts around a value. Each has one group: the value alone. */
const WRAPPINGS = once((): readonly RegExp[] => [
	/^mailto:(.*)$/i,
	/^(?:smtp|sip|acct|e-?mail):\s*(.*@.*)$/i,
	/^<(.*)>$/,
	/^[^<]*<([^<>]*@[^<>]*)>$/,
	/^[\p{Pi}\p{Pf}"'`\u201a\u201e](.*)[\p{Pi}\p{Pf}"'`]$/u,
	/^[([](.*@.*)[)\]]$/,
	/^['=](.*@.*)$/,
	/^(.*?)\s*[;,]+$/,
	/^[;,]+\s*(.*)$/,
	/^(.*@.*?)\.+$/,
	/^\{\{(.*)\}\}$/,
]);

/**
 * A key as it is looked for and written: without white space around it.
 * @param by what the key is; an email address has to have its form
 * @returns the empty text for nothing
 * @throws FailureError `invalid` for what can't be seen, for what is wrapped around a key, and for what is no address
 */
export function keyText(label: string, given: unknown, by: MatchBy | undefined): string {
	const text = given === undefined || given === null ? '' : toText(label, given).trim();
	if (text === '') return text;
	assertVisible(label, text);
	const alone = unwrapped(text);
	if (alone !== undefined) throw wrapped(label, text, alone);
	if (by !== 'email' || isEmailAddress(text)) return text;
	throw invalid(label, `${label} is not an email address: "${text}"`, 'Map an address like ana@example.com.');
}

/**
 * IDs and email addresses that a parameter holds: separated by commas, or a list. Each comes once.
 * @throws FailureError `invalid`, see {@link keyText}
 */
export function keyTexts(label: string, given: unknown): readonly string[] {
	const keys = toTexts(label, given).map((one) => keyText(label, one, one.includes('@') ? 'email' : 'id'));
	return [...new Set(keys.filter((key) => key !== ''))];
}

/** @returns undefined for a key that stands alone */
function unwrapped(text: string): string | undefined {
	for (const wrapping of WRAPPINGS()) {
		const alone = wrapping.exec(text)?.[1]?.trim();
		if (alone !== undefined) return alone;
	}
	const json = /^[[{]/.test(text) ? parseJson(text) : undefined;
	return Array.isArray(json) || isJsonObject(json) ? '' : undefined;
}

function wrapped(label: string, text: string, alone: string) {
	const instead = alone === '' || unwrapped(alone) !== undefined ? '' : `, ${alone}`;
	const todo =
		'With the extra characters, no user would be found, or a second one could be created. Remove them in the source or in the expression.';
	return invalid(label, `${label} takes only the value${instead}, not "${text}"`, todo);
}

/** What can't be seen in a key: ignorable and control characters, spaces other than the plain one, and what stands for a lost character. */
const UNSEEN = once(
	() => /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800\ufffc\ufffd]|(?! )\p{Zs}/gu,
);

/**
 * RFC 8264, section 9.13, and the controls beside it.
 * @throws FailureError `invalid` naming the characters by their code points
 */
function assertVisible(label: string, text: string): void {
	const unseen = [...new Set(text.match(UNSEEN()))];
	if (unseen.length === 0) return;
	const escaped = unseen.map((character) => `\\u{${hex(character)}}`).join('');
	const written = text.replace(UNSEEN(), (character) => `[${codePoint(character)}]`);
	throw invalid(
		label,
		`${label} has ${unseen.length === 1 ? 'a character' : 'characters'} that can't be seen: ${unseen.map(codePoint).join(', ')}: "${written}"`,
		`It would look up a different user than it seems to. Clean it in the source, or with {{ $json.email.replace(/[${escaped}]/gu, "") }}.`,
	);
}
