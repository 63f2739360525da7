import { failureOf } from '../../nodes/shared/failure';
import { baseAddress, pathSegment } from '../../nodes/shared/http/address';

const attempt = (run: () => string) => {
	const came = refusalOf(run);
	return typeof came === 'string' ? came : came.kind;
};
const refusalOf = (run: () => string) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};

describe('a base URL', () => {
	it.each([
		['https://a.example', '', 'https://a.example'],
		['  https://a.example/  ', '', 'https://a.example'],
		['https://a.example///', '', 'https://a.example'],
		['https://a.example/api', '/api', 'https://a.example'],
		['https://a.example/API/', '/api', 'https://a.example'],
		['https://a.example/acme/api/2/', '/api(/2)?', 'https://a.example/acme'],
		['https://a.example/acme//api/2', '/api/2', 'https://a.example/acme'],
		['https://a.example/acme///api/2', '/api/2', 'https://a.example/acme'],
		['https://a.example:443/x', '', 'https://a.example/x'],
		['https://a.example/notapi', '/api', 'https://a.example/notapi'],
		['http://127.0.0.1:8080/axero', '/api', 'http://127.0.0.1:8080/axero'],
		['http://localhost:1', '', 'http://localhost:1'],
		['http://127.10.200.1', '', 'http://127.10.200.1'],
		['http://[::1]:1', '', 'http://[::1]:1'],
	])('is forgiven what people paste: %s', (written, pasted, expected) => {
		expect(baseAddress('Base URL', written, pasted)).toBe(expected);
	});

	it.each([
		'',
		'a.example',
		'ftp://a.example',
		'http://a.example',
		'http://127.0.0.1.evil.example',
		'http://localhost.evil.example',
		'https://user:pw@a.example',
		'https://a.example/?x=1',
		'https://a.example/#x',
		'javascript:alert(1)',
	])('is refused before anything is sent: %s', (written) => {
		expect(attempt(() => baseAddress('Base URL', written))).toBe('invalid');
	});

	it.each(['', '/api'])('is looked through once while it stays the same, and anew when it is another: %s', (pasted) => {
		const looks = jest.spyOn(URL, 'canParse');
		const [one, other] = ['https://one.example/api', 'https://other.example/api'];
		const asked = [one, one, other, one, one].map((written) => baseAddress('Base URL', written, pasted));

		const rest = pasted === '' ? '/api' : '';
		expect(asked).toEqual(['one', 'one', 'other', 'one', 'one'].map((name) => `https://${name}.example${rest}`));
		expect(looks).toHaveBeenCalledTimes(3);
		looks.mockRestore();
	});

	it('is refused each time', () => {
		baseAddress('Base URL', 'https://a.example');
		const refused = ['http://a.example', 'http://a.example'].map((written) => attempt(() => baseAddress('Base URL', written)));
		expect(refused).toEqual(['invalid', 'invalid']);
	});
});

describe('a refused base URL', () => {
	it.each([
		['', 'Base URL is empty', 'Enter a URL like https://intranet.example.com'],
		['a.example', 'Base URL is not a URL', 'Enter a URL like https://intranet.example.com'],
		['ftp://a.example', 'Base URL is not a URL', 'Enter a URL like https://intranet.example.com'],
		['https://user@a.example', 'Base URL has more than a URL in it', 'Remove the username, everything after "?" and everything after "#".'],
		['https://:pw@a.example', 'Base URL has more than a URL in it', 'Remove the username, everything after "?" and everything after "#".'],
		['http://a.example', 'Base URL starts with http://, so the credential would be sent unencrypted', 'Use https://'],
		['http://a.localhost', 'Base URL starts with http://, so the credential would be sent unencrypted', 'Use https://'],
		['http://[::1].evil.example', 'Base URL is not a URL', 'Enter a URL like https://intranet.example.com'],
	])('%s: says what is wrong, and what to do', (written, says, todo) => {
		expect(refusalOf(() => baseAddress('Base URL', written))).toEqual({ kind: 'invalid', parameter: 'Base URL', says, todo });
	});

	it('of blanks alone is empty', () => {
		expect(refusalOf(() => baseAddress('Base URL', '  '))).toMatchObject({ says: 'Base URL is empty' });
	});

	it.each([
		['https://a.example/acme//api//', '/api', 'https://a.example/acme'],
		['https://a.example/api/users', '/api', 'https://a.example/api/users'],
		['https://a.example//b', '', 'https://a.example//b'],
	])('only the end of what was pasted is dropped: %s', (written, pasted, expected) => {
		expect(baseAddress('Base URL', written, pasted)).toBe(expected);
	});
});

describe('a path segment', () => {
	it.each([
		['  ', 'User is empty'],
		['.', 'User can\'t be "."'],
		['..', 'User can\'t be ".."'],
	])('that names nobody is refused with a reason: %j', (value, says) => {
		expect(refusalOf(() => pathSegment('User', value))).toEqual({
			kind: 'invalid',
			parameter: 'User',
			says,
			todo: 'Enter the ID or email address of one user.',
		});
	});

	it.each([
		['12', '12'],
		['ana+1@example.test', 'ana%2B1%40example.test'],
		['../../admin', '..%2F..%2Fadmin'],
		['a?b#c', 'a%3Fb%23c'],
		['%2e%2e', '%252e%252e'],
		["o'brien", "o'brien"],
	])('cannot leave its place: %s', (value, expected) => {
		expect(pathSegment('User', value)).toBe(expected);
	});

	it.each(['\ud800', 'a\udc00@example.test'])('is refused when it was cut in the middle of a character: %j', (value) => {
		expect(refusalOf(() => pathSegment('User', value))).toMatchObject({
			kind: 'invalid',
			parameter: 'User',
			says: expect.stringContaining('User ends in half a character'),
		});
	});

	it.each(['', '  ', '.', '..'])('is refused when it names nobody: %j', (value) => {
		expect(attempt(() => pathSegment('User', value))).toBe('invalid');
	});
});
