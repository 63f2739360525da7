import { failureOf } from '../../nodes/shared/failure';
import { baseAddress, pathSegment } from '../../nodes/shared/http/address';

const attempt = (run: () => string) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error).kind;
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
		['https://a.example:443/x', '', 'https://a.example/x'],
		['https://a.example/notapi', '/api', 'https://a.example/notapi'],
		['http://127.0.0.1:8080/axero', '/api', 'http://127.0.0.1:8080/axero'],
		['http://localhost:1', '', 'http://localhost:1'],
		['http://[::1]:1', '', 'http://[::1]:1'],
	])('is forgiven what people paste: %s', (written, pasted, expected) => {
		expect(baseAddress('Base URL', written, pasted)).toBe(expected);
	});

	it.each(['', 'a.example', 'ftp://a.example', 'http://a.example', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example', 'https://user:pw@a.example', 'https://a.example/?x=1', 'https://a.example/#x', 'javascript:alert(1)'])(
		'is refused before anything is sent: %s',
		(written) => {
			expect(attempt(() => baseAddress('Base URL', written))).toBe('invalid');
		},
	);
});

describe('a path segment', () => {
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

	it.each(['', '  ', '.', '..'])('is refused when it names nobody: %j', (value) => {
		expect(attempt(() => pathSegment('User', value))).toBe('invalid');
	});
});
