import { scrubber, withoutTrace } from '../../nodes/shared/http/secrets';
import { buildXml, textElement } from '../../nodes/shared/xml/build';

const SECRET = 'zażółć & "1"\n\u{1f600}';
const shown = (text: string, secret = SECRET): string => withoutTrace(text, [secret], scrubber([secret]));

describe('a part of a request with a secret in it', () => {
	it.each([
		['as it is', `x=${SECRET}`],
		['in XML', buildXml(textElement('password', SECRET), { headless: true })],
		['in JSON', JSON.stringify({ password: SECRET })],
		['in a URL', encodeURIComponent(SECRET)],
		[
			'as numeric references of XML',
			buildXml(
				{ name: 'fields', children: [textElement('password', SECRET), textElement('phone', '0012')] },
				{ headless: true, ascii: true },
			),
		],
	])('shows the rest, %s', (_how, text) => {
		expect(shown(text)).toContain('[hidden]');
		expect(shown(text)).not.toMatch(/ż|380|%C5%BC/i);
	});

	it.each([
		['as hexadecimal references, too short to be blanked by itself', '<p>&#x41;&#x42;&#x43;</p>', 'ABC'],
		['as escapes of JSON, too short', '"\\u0041\\u0042\\u0043"', 'ABC'],
		['as escapes of a URL that need none, too short', '%41%42%43', 'ABC'],
		['and is too short to be told from other text', '{"password":"abc"}', 'abc'],
	])('is not shown at all, where it stands %s', (_how, text, secret) => {
		expect(shown(text, secret)).toBe('[hidden]');
	});

	const seen = (text: string, ...secrets: readonly string[]): string => withoutTrace(text, secrets, (same) => same);

	it.each([
		['a<b', 'a&lt;b'],
		['a<b', 'a&LT;b'],
		['a>b', 'a&gt;b'],
		['a&b', 'a&amp;b'],
		['a"b', 'a&quot;b'],
		["a'b", 'a&apos;b'],
		['aŁb', 'a&#321;b'],
		['aŁb', 'a&#x141;b'],
		['a🧭b', 'a&#x1F9ED;b'],
		['a\u{10ffff}b', 'a&#x10FFFF;b'],
		['a\nb', 'a\\nb'],
		['a\rb', 'a\\rb'],
		['a\tb', 'a\\tb'],
		['a\bb', 'a\\bb'],
		['a\fb', 'a\\fb'],
		['a/b', 'a\\/b'],
		['a\\b', 'a\\\\b'],
		['aŁb', 'a\\u0141b'],
		['a🧭b', 'a\\uD83E\\uDDEDb'],
		['a\nb', 'a&#92;nb'],
		['a b', 'a+b'],
		['a b', 'a%20b'],
		['aŁb', 'a%C5%81b'],
		['ab', 'ab'],
	])('is not shown, where %j can be read from it: %j', (secret, text) => {
		expect(seen(`x ${text} y`, 'other', secret)).toBe('[hidden]');
	});

	it.each([
		['no secret at all', 'x ab y', []],
		['an empty one', 'x ab y', ['']],
		['a reference beyond Unicode', 'x &#x110000; &#1114112; y', ['ab']],
		['what is no escape of a URL', 'x 100 % y', ['ab']],
		['a reference without its end', 'x &#97b y', ['ab']],
		['escapes of what it is not', 'x a\\nb a\\tb y', ['anb', 'atb']],
		['a blank where there is a sign', 'a+b', ['ab']],
	])('is shown, where there is %s', (_what, text, secrets) => {
		expect(seen(text, ...secrets)).toBe(text);
	});

	it('is shown as it is without one', () => {
		expect(shown('<phone>&#347; 0012</phone>')).toBe('<phone>&#347; 0012</phone>');
	});
});
