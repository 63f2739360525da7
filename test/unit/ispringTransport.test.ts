import { envelope, NAMESPACES, openEnvelope, signedEnvelope } from '../../nodes/ISpringLearn/wire/soapEnvelope';
import { isGone, refusal, saidIn, wordsInJson } from '../../nodes/ISpringLearn/wire/failure';
import { legacyBase, restBase, soapEndpoint, tokenAddress } from '../../nodes/ISpringLearn/wire/addresses';
import { once } from '../../nodes/ISpringLearn/wire/roster';
import { tokenIn } from '../../nodes/ISpringLearn/wire/token';
import { credentialFor } from '../../nodes/ISpringLearn/wire/protocols';
import { failureOf, type Failure } from '../../nodes/shared/failure';
import type { VendorAnswer } from '../../nodes/shared/http/types';
import { parseJson } from '../../nodes/shared/json/json';

const answer = (body: string, change: Partial<VendorAnswer> = {}): VendorAnswer => ({
	status: 200,
	statusText: 'OK',
	headers: {},
	body,
	...change,
});
const failureOfCall = (call: () => unknown): Failure | undefined => {
	try {
		call();
		return undefined;
	} catch (error) {
		return failureOf(error);
	}
};

describe('what a refusal means', () => {
	it.each([
		[401, '', 'signIn'],
		[500, 'Authorization failed', 'signIn'],
		[404, 'Unknown user', 'notFound'],
		[500, 'Unknown user', 'notFound'],
		[404, 'Unknown group', 'refused'],
		[403, 'Permission denied', 'refused'],
		[500, 'Permission denied', 'refused'],
		[500, 'Account subscription expired', 'refused'],
		[400, 'Invalid value ann. Field login must be unique.', 'refused'],
		[400, 'Bad Request', 'refused'],
		[200, 'Wrong Parameters', 'refused'],
		[409, 'User with the same email is already registered', 'refused'],
		[409, 'User with the same login is already registered.', 'refused'],
		[403, "Can't add user into group from another organization", 'refused'],
		[400, 'A group with a given name already exists', 'refused'],
		[500, 'Number of user accounts is exceeded', 'refused'],
		[429, '', 'throttled'],
		[500, 'Something new', 'refused'],
	] as const)('%i %j is %s', (status, words, kind) => {
		const failure = refusal({ status, words });

		expect(failure.kind).toBe(kind);
		expect(failure.says).toContain(words || `HTTP ${status}`);
	});

	it.each([
		[400, 'Invalid value ann. Field login must be unique.', 'unique in an account'],
		[403, 'Duplicated email', 'unique in an account'],
		[403, 'Duplicated e-mail.', 'unique in an account'],
		[403, 'Duplicated login', 'unique in an account'],
		[403, 'User with the same email is already registered', 'unique in an account'],
		[409, '', 'unique in an account'],
		[403, 'Number of user accounts is exceeded', 'has no users left'],
		[200, 'Number of user accounts is exceeded', 'has no users left'],
		[403, 'Account subscription expired', 'a plan with API access'],
		[403, 'A group with a given name already exists', 'Choose another name'],
		[403, "Can't add user into group from another organization", 'the same organization'],
		[403, 'Permission denied', /^The credential.s user must be/],
		[200, 'Permission denied', /^The credential.s user must be/],
		[403, '', /^If this message gives no other reason, the credential/],
		[403, 'The user is archived', /^If this message gives no other reason, the credential/],
		[401, 'Unknown user', 'Check the credential'],
	] as const)('%i %j leads to advice about what was said', (status, words, todo) => {
		expect(refusal({ status, words }).todo).toMatch(todo);
	});

	it.each([
		[403, 'Permission denied', true],
		[200, 'Permission denied', true],
		[403, 'Duplicated email', undefined],
		[403, 'Number of user accounts is exceeded', undefined],
		[403, '', undefined],
		[400, 'Wrong parameters', undefined],
	])('%i %j is a lack of rights: %s', (status, words, forbidden) => {
		expect(refusal({ status, words })).toMatchObject({ kind: 'refused', ...(forbidden ? { forbidden } : {}) });
		expect('forbidden' in refusal({ status, words })).toBe(forbidden === true);
	});

	it.each(['Wrong parameters', 'Wrong Parameters'])('%j by SOAP points at the namespace too, which may be the other one', (words) => {
		expect(refusal({ status: 200, words, bySoap: true }).todo).toMatch(
			/^Check the names .*try the other "SOAP Namespace" under Options, Requests\.$/,
		);
		expect(refusal({ status: 400, words }).todo).not.toContain('SOAP Namespace');
	});

	it.each([
		[400, '{"code":400,"message":"Bad parameter"}', 'Bad parameter'],
		[400, '{"message":"Bad parameter"}', 'Bad parameter'],
		[404, '{"code":404,"message":"Unknown user"}', 'Unknown user'],
		[404, '{"message":"no Route matched"}', undefined],
		[404, '[]', undefined],
		[404, 'not JSON', undefined],
	])('finds the words of %i %s', (status, body, words) => {
		expect(wordsInJson(parseJson(body), status)).toBe(words);
	});
});

describe('a deletion that was sent twice', () => {
	it.each([
		[true, 'Unknown group', true],
		[true, 'Unknown department', true],
		[true, 'Unknown user', true],
		[true, 'The department is not empty', false],
		[true, undefined, false],
		[undefined, 'Unknown group', false],
	] as const)('met what its first try left (repeated: %s, %j): %s', (repeated, words, gone) => {
		expect(isGone(repeated ? { wasRepeated: repeated } : {}, words)).toBe(gone);
	});
});

it('a refusal keeps the wait that the answer asks for', () => {
	expect(refusal(saidIn(answer('', { status: 429, headers: { 'retry-after': '90' } }), ''))).toMatchObject({
		kind: 'throttled',
		retryAfterMs: 90_000,
	});
	expect(refusal({ status: 429, words: '' })).not.toHaveProperty('retryAfterMs');
});

describe('addresses', () => {
	it.each([
		[{ region: 'com' }, 'https://api-learn.ispringlearn.com', 'https://api-learn.ispringlearn.com/api/v3/token'],
		[{ region: 'euNew', baseUrl: 'ignored' }, 'https://api-learn.ispring.eu', 'https://api-learn.ispring.eu/api/v3/token'],
		[
			{ region: 'custom', baseUrl: ' https://api-learn.acme.test/ ' },
			'https://api-learn.acme.test',
			'https://api-learn.acme.test/api/v3/token',
		],
		[
			{ region: 'custom', baseUrl: 'https://api-learn.acme.test/api/v3/token' },
			'https://api-learn.acme.test',
			'https://api-learn.acme.test/api/v3/token',
		],
		[
			{ region: 'custom', baseUrl: 'https://acme.ispringlearn.test/api/v2/' },
			'https://acme.ispringlearn.test/api/v2',
			'https://acme.ispringlearn.test/api/v3/token',
		],
		[
			{ region: 'custom', baseUrl: 'https://acme.ispringlearn.test/index.php/api/v2/user' },
			'https://acme.ispringlearn.test/index.php/api/v2',
			'https://acme.ispringlearn.test/index.php/api/v3/token',
		],
	])('of REST: %j', (credential, base, token) => {
		expect([restBase(credential), tokenAddress(credential)]).toEqual([base, token]);
	});

	it('of the older APIs are taken as they are written, by https', () => {
		expect(legacyBase({ legacyBaseUrl: 'https://api.ispringonline.com/' })).toBe('https://api.ispringonline.com');
		expect(soapEndpoint({ soapUrl: 'https://acme.test/go/soap' })).toBe('https://acme.test/go/soap');
	});

	it.each([
		['Base URL', () => restBase({ region: 'custom', baseUrl: '' })],
		['Base URL', () => restBase({ region: 'toString', baseUrl: 'http://acme.test' })],
		['Legacy API Base URL', () => legacyBase({ legacyBaseUrl: 'http://api.ispringonline.com' })],
		['SOAP Endpoint URL', () => soapEndpoint({ soapUrl: ' ' })],
		['SOAP Endpoint URL', () => soapEndpoint({ soapUrl: 'ftp://acme.test' })],
	])('are refused under their name: %s', (parameter, call) => {
		expect(failureOfCall(call)).toMatchObject({ kind: 'invalid', parameter });
	});
});

describe('a token', () => {
	it.each([
		['{"access_token":"AbC","expires_in":1800,"token_type":"bearer"}', '1801000'],
		['{"access_token":"AbC","expires_in":"60"}', '61000'],
		['{"access_token":"AbC"}', '1801000'],
	])('%s ends when it says', (body, end) => {
		expect(tokenIn(answer(body), 1000)).toEqual({ accessToken: 'AbC', accessTokenExpiresAt: end });
	});

	it.each([
		[401, '{"code":401,"message":"Invalid client credentials"}', 'signIn'],
		[400, '{"code":400,"message":"Bad parameters"}', 'signIn'],
		[401, '', 'signIn'],
		[404, '<!DOCTYPE html>', 'unreadable'],
		[404, '{"message":"no Route matched"}', 'unreadable'],
		[200, '<!DOCTYPE html>', 'unreadable'],
		[200, '{}', 'unreadable'],
		[500, '{"code":500,"message":"Oops"}', 'unreachable'],
		[503, '<html></html>', 'unreachable'],
		[429, '', 'throttled'],
		[200, '{"access_token":"a\\nb"}', 'invalid'],
	])('is not there in %i %s', (status, body, kind) => {
		expect(failureOfCall(() => tokenIn(answer(body, { status }), 0))?.kind).toBe(kind);
	});
});

describe('a SOAP envelope', () => {
	const [namespace] = NAMESPACES;

	it('is signed without a value being able to pose as the place of the sign-in', () => {
		const body = envelope('GetUserProfileRequest', [{ name: 'userId', text: '<credentials/>' }], namespace);
		const signed = signedEnvelope(body, { token: "$& $1 & <x> ']]>" });

		expect(signed).toContain(
			"<GetUserProfileRequest><credentials><token>$&amp; $1 &amp; &lt;x&gt; ']]&gt;</token></credentials><userId>&lt;credentials/&gt;</userId>",
		);
		expect(signedEnvelope(signed, { token: 'renewed' })).toContain(
			'<credentials><token>renewed</token></credentials><userId>&lt;credentials/&gt;</userId>',
		);
	});

	it('is left alone when there is no text to sign', () => {
		expect(signedEnvelope(undefined, { token: 'x' })).toBeUndefined();
	});

	const inside = (content: string): string =>
		`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`;
	it.each([
		['a result', inside('<n:R xmlns:n="x"><n:success>true</n:success></n:R>'), 200, 'result'],
		['a Fault with 500', inside('<s:Fault><faultcode>client</faultcode><faultstring> Unknown user </faultstring></s:Fault>'), 500, 'fault'],
		['a Fault with 200', inside('<s:Fault><faultcode>client</faultcode><faultstring>Unknown user</faultstring></s:Fault>'), 200, 'fault'],
		['a refused sign-in of a gateway', '', 401, 'fault'],
	])('holds %s', (_what, body, status, kind) => {
		expect(openEnvelope(answer(body, { status }), ['R']).kind).toBe(kind);
	});

	it('that is a Fault says that it came by SOAP', () => {
		const body = inside('<s:Fault><faultcode>client</faultcode><faultstring>Wrong parameters</faultstring></s:Fault>');

		expect(openEnvelope(answer(body, { status: 500 }), ['R'])).toMatchObject({ said: { words: 'Wrong parameters', bySoap: true } });
	});

	it.each([
		['another result', inside('<Other/>'), 200],
		['an empty body', inside(''), 200],
		['a web page', '<!DOCTYPE html><html></html>', 200],
		['nothing', '', 500],
		['half an envelope', '<s:Envelope xmlns:s="x"><s:Body>', 200],
		['plain text', 'Service Unavailable', 503],
	])('is not read from %s', (_what, body, status) => {
		expect(failureOfCall(() => openEnvelope(answer(body, { status }), ['R']))?.kind).toBe('unreadable');
	});
});

describe('what is loaded once', () => {
	it('is loaded again after a failure, and when it is forgotten', async () => {
		const results = [Promise.reject(new Error('no')), Promise.resolve('first'), Promise.resolve('second')];
		const loads = once(async () => await (results.shift() ?? Promise.reject(new Error('too often'))));

		await expect(loads.get()).rejects.toThrow('no');
		expect([await loads.get(), await loads.get()]).toEqual(['first', 'first']);
		loads.forget();
		expect(await loads.get()).toBe('second');
	});
});

describe('the credential that a protocol signs in with', () => {
	it.each([
		['rest', 'account', 'iSpringLearnApi'],
		['rest', 'token', 'iSpringLearnTokenApi'],
		['soap', 'token', 'iSpringLearnTokenApi'],
		['restHeader', 'account', 'iSpringLearnApi'],
		['restHeader', 'token', undefined],
		['rest', undefined, 'iSpringLearnApi'],
	] as const)('%s, %s: %s', (protocol, authentication, expected) => {
		expect(credentialFor(protocol, authentication)).toBe(expected);
	});
});
