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
		['in an XML attribute', SECRET.replace(/&/g, '&amp;').replace(/"/g, '&quot;')],
	])('hides it %s', (_where, spelling) => {
		expect(scrubber([SECRET])(`before ${spelling} after`)).toBe('before [hidden] after');
	});

	it('hides the longer of two secrets whole when one is part of the other', () => {
		expect(scrubber(['abcd', 'abcdefgh'])('x abcdefgh y')).toBe('x [hidden] y');
	});

	it('leaves texts alone where a secret is too short to be one', () => {
		expect(scrubber(['', 'a'])('a banana')).toBe('a banana');
	});
});
