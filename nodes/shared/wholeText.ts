import { failed } from './failure';

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

/** A character as Unicode writes it: U+200B. */
export function codePoint(character: string): string {
	return `U+${hex(character).toUpperCase().padStart(4, '0')}`;
}

/** Its number alone: 200b. */
export function hex(character: string): string {
	return (character.codePointAt(0) ?? 0).toString(16);
}

function counted(units: number): string {
	return units === 1 ? '1 character' : `${units} characters`;
}
