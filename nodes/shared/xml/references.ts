const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** The five entities of XML 1.0 (section 4.6) and numeric references (4.1); nothing else can exist without a DOCTYPE. */
const REFERENCE = '&(?:(amp|lt|gt|quot|apos)|#(\\d{1,20})|#x([\\da-fA-F]{1,20}));';
const HERE = new RegExp(REFERENCE, 'y');
const ALL = new RegExp(REFERENCE, 'g');

/** The first `&` that begins no reference to a character of XML 1.0, with a little of what follows it. */
export function strayReference(text: string): string | undefined {
	for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
		HERE.lastIndex = at;
		const [, ...parts] = HERE.exec(text) ?? [];
		if (character(parts) === undefined) return text.slice(at, at + 12);
	}
	return undefined;
}

/** The text that is meant, once {@link strayReference} found nothing in it. What a reference stands for is not read again. */
export function decoded(text: string): string {
	return text.replace(ALL, (whole, ...parts: Array<string | undefined>) => character(parts) ?? whole);
}

function character([name, decimal, hexadecimal]: ReadonlyArray<string | undefined>): string | undefined {
	if (name !== undefined) return NAMED[name];
	const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
	const allowed =
		code === 9 ||
		code === 10 ||
		code === 13 ||
		(code >= 0x20 && code <= 0xd7ff) ||
		(code >= 0xe000 && code <= 0xfffd) ||
		(code >= 0x10000 && code <= 0x10ffff);
	return allowed ? String.fromCodePoint(code) : undefined;
}
