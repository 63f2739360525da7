import { scrubber } from '../../nodes/shared/http/secrets';

const SECRET = 'p&ss "w"/Łö+x y';

describe('scrubbing a secret', () => {
	it.each([
		['raw', SECRET],
		['in a URL', encodeURIComponent(SECRET)],
		['in a form', encodeURIComponent(SECRET).replace(/%20/g, '+')],
		['as base64', Buffer.from(SECRET).toString('base64')],
		['as base64url', Buffer.from(SECRET).toString('base64url')],
		['in JSON', JSON.stringify(SECRET).slice(1, -1)],
		['in XML', SECRET.replace(/&/g, '&amp;')],
		['in XML with numbers', SECRET.replace(/&/g, '&#38;').replace(/"/g, '&#34;').replace('Ł', '&#x141;')],
		[
			'in JSON that escapes what it need not',
			JSON.stringify(SECRET).slice(1, -1).replace('/', '\\/').replace('&', '\\u0026').replace('Ł', '\\u0141'),
		],
		['in JSON inside of JSON', JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
		['in a URL inside of a URL', encodeURIComponent(encodeURIComponent(SECRET))],
		['in a URL with small letters', encodeURIComponent(SECRET).replace(/%../g, (byte) => byte.toLowerCase())],
		['in XML inside of XML', SECRET.replace(/&/g, '&amp;amp;').replace(/"/g, '&amp;quot;')],
		['as base64 in a URL', encodeURIComponent(Buffer.from(SECRET).toString('base64'))],
		['in a URL, as JSON had it', encodeURIComponent(JSON.stringify(SECRET).slice(1, -1))],
		['in a URL, as XML had it', encodeURIComponent(SECRET.replace(/&/g, '&amp;'))],
		['in a URL, as an XML attribute had it', encodeURIComponent(SECRET.replace(/&/g, '&amp;').replace(/"/g, '&quot;'))],
		['in a URL, as XML with numbers had it', encodeURIComponent([...SECRET].map((one) => `&#${one.codePointAt(0)};`).join(''))],
		['in XML with numbers, as a URL had it', [...encodeURIComponent(SECRET)].map((one) => `&#${one.charCodeAt(0)};`).join('')],
		['as base64 of JSON', Buffer.from(JSON.stringify(SECRET).slice(1, -1)).toString('base64')],
		['as base64 of a query', Buffer.from(new URLSearchParams({ '': SECRET }).toString().slice(1)).toString('base64')],
		['as base64 of XML', Buffer.from(SECRET.replace(/&/g, '&amp;')).toString('base64')],
		['in an XML attribute', SECRET.replace(/&/g, '&amp;').replace(/"/g, '&quot;')],
	])('hides it %s', (_where, spelling) => {
		expect(scrubber([SECRET])(`before ${spelling} after`)).toBe('before [hidden] after');
	});

	it.each([
		...[
			'&#38;',
			'&#038;',
			'&#x26;',
			'&#X26;',
			'&#x026;',
			'&amp;',
			'&amp;amp;',
			'&amp;#38;',
			'%26',
			'%2526',
			'\\u0026',
			'\\\\u0026',
			'&',
		].map((spelling) => ['&', spelling]),
		...['&lt;', '&amp;lt;', '%3C', '%3c', '\\u003C', '\\u003c', '&#x3C;', '&#x3c;', '<'].map((spelling) => ['<', spelling]),
		...['&gt;', '%3E', '>'].map((spelling) => ['>', spelling]),
		...['&quot;', '\\"', '\\\\\\"', '%22', '"'].map((spelling) => ['"', spelling]),
		...['&apos;', "\\'", '%27', "'"].map((spelling) => ["'", spelling]),
		...['/', '\\/', '%2F', '%252F'].map((spelling) => ['/', spelling]),
		...['\\', '\\\\', '\\\\\\\\', '%5C', '%5c', '&#92;', '&#x5C;'].map((spelling) => ['\\', spelling]),
		...['\n', '\\n', '\\\\n', '\\u000a', '%0A', '%0a', '&#10;', '&#xA;'].map((spelling) => ['\n', spelling]),
		...['\r', '\\r', '%0D', '&#xD;'].map((spelling) => ['\r', spelling]),
		...['\t', '\\t', '%09', '&#9;'].map((spelling) => ['\t', spelling]),
		...['\b', '\\b', '%08'].map((spelling) => ['\b', spelling]),
		...['\f', '\\f', '%0C'].map((spelling) => ['\f', spelling]),
		...[' ', '+', '%20', '\\u0020', '&#32;'].map((spelling) => [' ', spelling]),
		...['Ł', '%C5%81', '%c5%81', '\\u0141', '&#321;', '&#x141;'].map((spelling) => ['Ł', spelling]),
		...['🧭', '%F0%9F%A7%AD', '\\ud83e\\udded', '\\uD83E\\uDDED', '&#129517;', '&#x1F9ED;'].map((spelling) => ['🧭', spelling]),
		...['^', '%5E'].map((spelling) => ['^', spelling]),
		...['$', '.', '*', '?', '(', ')', '[', ']', '{', '}', '|'].map((character) => [character, character]),
	])('knows %j when it is written as %j', (character, spelling) => {
		expect(scrubber([`one${character}two`])(`x one${spelling}two y`)).toBe('x [hidden] y');
	});

	it.each([
		['one two/three', 'one+two/three'],
		['one two"three', 'one+two\\"three'],
		['one<two&three', 'one&lt;two&three'],
		['one>two&three', 'one&gt;two&three'],
		...[
			['\n', 'n'],
			['\r', 'r'],
			['\t', 't'],
			['\b', 'b'],
			['\f', 'f'],
		].map(([character, letter]) => [`one${character}two"three`, `one\\${letter}two"three`]),
		['one<two>three', Buffer.from('one&lt;two&gt;three').toString('base64')],
	])('knows %j when only some of it is escaped: %j', (secret, spelling) => {
		expect(scrubber([secret])(`x ${spelling} y`)).toBe('x [hidden] y');
	});

	it.each([
		['one.two', 'onextwo'],
		['one+two', 'oneetwo'],
		['one&two', 'oneamp;two'],
		['one two', 'one++two'],
		['one/two', 'one%2Gtwo'],
		['one\ntwo', 'onentwo'],
		['oneatwo', 'one\\atwo'],
		['oneatwo', 'oneundefinedtwo'],
		['oneatwo', 'one\\undefinedtwo'],
		['oneatwo', 'one&undefined;two'],
		['oneatwo', 'one+two'],
		['one\\\\two', 'one\\two'],
	])('does not take for %j what is something else: %j', (secret, text) => {
		expect(scrubber([secret])(`x ${text} y`)).toBe(`x ${text} y`);
	});

	it.each(['abcd', 'abcde', 'abcdef', 'user:pass', '\u00fb\u00ff?>~~', 'Ł'.repeat(5), '~~~~~~~', '???????'])(
		'hides the base64 of %j whole, in each of its spellings',
		(secret) => {
			const plain = Buffer.from(secret).toString('base64');
			for (const spelling of [
				plain,
				encodeURIComponent(plain),
				plain.replace(/=+$/, ''),
				Buffer.from(secret).toString('base64url'),
				encodeURIComponent(plain).toLowerCase() === encodeURIComponent(plain)
					? plain
					: encodeURIComponent(plain).replace(/%../g, (byte) => byte.toLowerCase()),
			]) {
				expect(scrubber([secret])(`Basic ${spelling}, "next"`)).toBe('Basic [hidden], "next"');
			}
		},
	);

	it('hides every one of several, as often as it stands there, from four characters on', () => {
		expect(scrubber(['abcd', 'efgh', 'xyz'])('abcd efgh abcd xyz')).toBe('[hidden] [hidden] [hidden] xyz');
		expect(scrubber([])('abcd')).toBe('abcd');
	});

	it.each([
		['one\\two', 'one\\u005ctwo'],
		['one\\\\two', 'one\\u005c\\u005Ctwo'],
	])('knows a backslash by its number: %j', (secret, shown) => {
		expect(scrubber([secret])(`x ${shown} y`)).toBe('x [hidden] y');
	});

	it('is for secrets with several backslashes in a row too, written in JSON', () => {
		expect(scrubber(['one\\\\\\two'])(`x ${JSON.stringify('one\\\\\\two').slice(1, -1)} y`)).toBe('x [hidden] y');
		expect(scrubber(['one\\\\two'])('x one%5C%5Ctwo y one&#92;&#x5c;two')).toBe('x [hidden] y [hidden]');
	});

	it('ends where the base64 of a secret does', () => {
		expect(scrubber(['abcdef'])(`${Buffer.from('abcdef').toString('base64')}Z`)).toBe('[hidden]Z');
	});

	it('finds five characters in the base64 of something longer', () => {
		expect(scrubber(['abcde'])(Buffer.from('uabcdefghi').toString('base64'))).toContain('[hidden]');
	});

	it('does not take a short base64 text for a part of a secret by chance', () => {
		expect(scrubber(['abcd'])('FiY2 hYmNk')).toBe('FiY2 hYmNk');
	});

	it('hides the longer of two secrets whole when one is part of the other', () => {
		expect(scrubber(['abcd', 'abcdefgh'])('x abcdefgh y')).toBe('x [hidden] y');
	});

	it.each([0, 1, 2, 3, 4, 5])('hides it in the base64 of something longer, from place %i on', (before) => {
		const whole = Buffer.from(`${'u'.repeat(before)}${SECRET}:and more`).toString('base64');
		const shown = scrubber([SECRET])(whole);

		expect(shown).toContain('[hidden]');
		expect(Buffer.from(shown.replace('[hidden]', ''), 'base64').toString()).not.toMatch(/ss "w|x y/);
	});

	it('is quick where nearly every letter could begin an escape', () => {
		const start = performance.now();
		scrubber(['\\\\\\\\\\\\\\\\&&&&%%%%"""""'])('\\'.repeat(20_000) + '&amp;'.repeat(20_000) + '%25'.repeat(20_000));

		expect(performance.now() - start).toBeLessThan(2_000);
	});

	it('takes a secret with half a character too', () => {
		expect(scrubber(['one\ud800two'])('x one\ud800two y')).toBe('x [hidden] y');
	});

	it('leaves texts alone where a secret is too short to be one', () => {
		expect(scrubber(['', 'a'])('a banana')).toBe('a banana');
	});
});
