import { failed } from '../failure';

/** What can't be seen in a key: ignorable and control characters, spaces other than the plain one, and what stands for a lost character. */
const UNSEEN =
	/[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800\ufffc\ufffd]|(?! )\p{Zs}/gu;

/** Half of a character that takes two units in JavaScript. */
const HALF = /\p{Cs}/u;

/**
 * The text, when every character in it is whole. UTF-8 has no form for half a character: it would go out as U+FFFD.
 * @throws FailureError `invalid` naming the half and its place
 */
export function wholeText(label: string, text: string): string {
	const half = HALF.exec(text);
	if (half === null) return text;
	throw failed({
		kind: 'invalid',
		parameter: label,
		says: `${label} has half a character (${codePoint(half[0])}, after ${counted(half.index)}), which can't be sent`,
		todo: 'It was cut in the middle of a character, as by a limit on its length. Pass the whole text, or cut it with {{ Array.from(text).slice(0, 50).join("") }}.',
	});
}

/**
 * The text, when all of it can be seen. RFC 8264, section 9.13, and the controls beside it.
 * @throws FailureError `invalid` naming the characters by their code points
 */
export function seenText(label: string, text: string): string {
	const unseen = [...new Set(text.match(UNSEEN))];
	if (unseen.length === 0) return text;
	const written = text.replace(UNSEEN, (character) => `[${codePoint(character)}]`);
	throw failed({
		kind: 'invalid',
		parameter: label,
		says: `${label} has ${unseen.length === 1 ? 'a character' : 'characters'} that can't be seen, ${unseen.map(codePoint).join(', ')}: "${written}"`,
		todo: `Somebody else would be looked for than the text shows. Clean it in the source, or with {{ $json.email.replace(/[${unseen.map(escaped).join('')}]/gu, "") }}.`,
	});
}

/** A character as Unicode writes it: U+200B. */
function codePoint(character: string): string {
	return `U+${hex(character).toUpperCase().padStart(4, '0')}`;
}

function escaped(character: string): string {
	return `\\u{${hex(character)}}`;
}

function hex(character: string): string {
	return (character.codePointAt(0) ?? 0).toString(16);
}

function counted(units: number): string {
	return units === 1 ? '1 character' : `${units} characters`;
}
