/** A text's brackets, names and numbers, known before it is parsed. */
export type Shape = Readonly<{
	/** How deep its brackets go. */
	depth: number;
	/** How many properties it has at any depth. */
	properties: number;
	commas: number;
	/** The numbers that a JavaScript number does not hold digit by digit: with well-formed JSON, all of them, in their order. */
	inexact: readonly Inexact[];
}>;

/** `before`: how many numbers the text has in front of it. */
export type Inexact = Readonly<{ digits: string; before: number }>;

/** RFC 8259, section 6. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** In one walk. */
export function scanJson(text: string): Shape {
	let [level, depth, properties, commas, numbers] = [0, 0, 0, 0, 0];
	const inexact: Inexact[] = [];
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		switch (code) {
			case QUOTE:
				at = endOfString(text, at);
				break;
			case BRACE:
			case BRACKET:
				level += 1;
				depth = Math.max(depth, level);
				break;
			case BRACE + 2:
			case BRACKET + 2:
				level -= 1;
				break;
			case COLON:
				properties += 1;
				break;
			case COMMA:
				commas += 1;
				break;
			default:
				if (code === MINUS || isDigit(code)) {
					const end = endOfNumber(text, at);
					const digits = text.slice(at, end);
					if (String(Number(digits)) !== digits && NUMBER.test(digits)) inexact.push({ digits, before: numbers });
					numbers += 1;
					at = end - 1;
				}
		}
	}
	return { depth, properties, commas, inexact };
}

const [QUOTE, BACKSLASH, BRACE, BRACKET, COLON, COMMA, MINUS] = [0x22, 0x5c, 0x7b, 0x5b, 0x3a, 0x2c, 0x2d] as const;

export function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

/** Behind everything that a number can have in it. */
function endOfNumber(text: string, start: number): number {
	let at = start + 1;
	while (at < text.length && (isDigit(text.charCodeAt(at)) || '.eE+-'.includes(text.charAt(at)))) at += 1;
	return at;
}

function endOfString(text: string, start: number): number {
	let end = text.indexOf('"', start + 1);
	while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
	return end >= 0 ? end : text.length;
}

/** Behind an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
	let first = at;
	while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
	return (at - first) % 2 === 1;
}
