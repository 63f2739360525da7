/** A JSON number whose spelling a JavaScript number would change, such as 1.10 or twenty digits. */
export interface ExactNumber {
	readonly exactNumber: string;
}
export type Json = string | number | boolean | null | ExactNumber | Json[] | { [member: string]: Json };

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Quotes inside a JSON string are escaped, so this can't be found within one. */
const MARKED = /\{"exactNumber":"([^"]*)"\}/g;

/** JSON.parse that keeps every number's spelling. */
export function parseExactJson(text: string): Json {
	// First unchanged: marking must not turn wrong JSON into right JSON.
	JSON.parse(text);
	const marked = text.replace(TOKEN, (token) => {
		const plain = token.startsWith('"') || String(Number(token)) === token;
		return plain ? token : `{"exactNumber":"${token}"}`;
	});
	return JSON.parse(marked) as Json;
}

export function writeExactJson(value: Json): string {
	return JSON.stringify(value).replace(MARKED, '$1');
}

export function isExactNumber(value: Json | undefined): value is ExactNumber {
	return isJsonObject(value) && typeof value.exactNumber === 'string';
}

export function isJsonObject(value: Json | undefined): value is { [member: string]: Json } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a member, or of a member's member; empty where there is none. */
export function textAt(value: Json | undefined, ...path: string[]): string {
	const [first, ...rest] = path;
	if (first !== undefined) return isJsonObject(value) ? textAt(value[first], ...rest) : '';
	if (isExactNumber(value)) return value.exactNumber;
	return typeof value === 'object' ? '' : String(value ?? '');
}
