import { scrubber } from '../../nodes/shared/http/secrets';
import { withoutTrace } from '../../nodes/shared/http/traces';
import { buildXml, textElement } from '../../nodes/shared/xml/build';

const SECRET = 'zażółć & "1"\n\u{1f600}';
const shown = (text: string, secret = SECRET): string => withoutTrace(text, [secret], scrubber([secret]));

describe('a part of a request with a secret in it', () => {
	it.each([
		['as it is', `x=${SECRET}`],
		['in XML', buildXml(textElement('password', SECRET), { headless: true })],
		['in JSON', JSON.stringify({ password: SECRET })],
		['in a URL', encodeURIComponent(SECRET)],
	])('shows the rest, %s', (_how, text) => {
		expect(shown(text)).toContain('[hidden]');
		expect(shown(text)).not.toContain('ż');
	});

	it.each([
		['as numeric references of XML', buildXml({ name: 'fields', children: [textElement('password', SECRET), textElement('phone', '0012')] }, { headless: true, ascii: true }), SECRET],
		['as hexadecimal references', '<p>&#x41;&#x42;&#x43;&#x44;</p>', 'ABCD'],
		['as escapes of JSON', '"\\u0041\\u0042\\u0043\\u0044"', 'ABCD'],
		['as escapes of a URL that need none', '%41%42%43%44', 'ABCD'],
		['and is too short to be told from other text', '{"password":"abc"}', 'abc'],
	])('is not shown at all, where it stands %s', (_how, text, secret) => {
		expect(shown(text, secret)).toBe('[hidden]');
	});

	it('is shown as it is without one', () => {
		expect(shown('<phone>&#347; 0012</phone>')).toBe('<phone>&#347; 0012</phone>');
	});
});
