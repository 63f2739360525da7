import type { Scrub } from './secrets';

const HIDDEN = '[hidden]';
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** A character reference of XML, or an escape of JSON or of a URL. */
const REFERENCE = /&(?:#(\d+)|#x([\da-f]+)|(lt|gt|amp|quot|apos));/gi;
const ESCAPE = /\\(?:u([\da-f]{4})|(.))/gis;

/**
 * A part of a request with its secrets blanked. The whole part is blanked where one of them still stands in it: as
 * numeric references of XML, as escapes of JSON or of a URL, or because it is too short to be blanked by itself.
 */
export function withoutTrace(text: string, secrets: readonly string[], blank: Scrub): string {
	const blanked = blank(text);
	const readings = [blanked, fromXml(blanked), fromJson(blanked), fromJson(fromXml(blanked)), fromUrl(blanked)];
	return secrets.some((secret) => secret !== '' && readings.some((reading) => reading.includes(secret))) ? HIDDEN : blanked;
}

function fromXml(text: string): string {
	return text.replace(REFERENCE, (written, decimal?: string, hexadecimal?: string, name?: string) => {
		if (name !== undefined) return NAMED[name.toLowerCase()] ?? written;
		const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
		return code <= 0x10ffff ? String.fromCodePoint(code) : written;
	});
}

function fromJson(text: string): string {
	const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
	return text.replace(ESCAPE, (_written, code?: string, letter?: string) =>
		code === undefined ? (letters[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
	);
}

function fromUrl(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}
