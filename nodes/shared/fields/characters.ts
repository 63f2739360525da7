import { failed } from '../failure';
import { codePoint, hex } from '../words';

/** What can't be seen in a key: ignorable and control characters, spaces other than the plain one, and what stands for a lost character. */
const UNSEEN =
	/[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800\ufffc\ufffd]|(?! )\p{Zs}/gu;

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

function escaped(character: string): string {
	return `\\u{${hex(character)}}`;
}
