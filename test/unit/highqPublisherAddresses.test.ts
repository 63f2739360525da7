import { Workflow, type INode, type INodeTypes } from 'n8n-workflow';

import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { HighQPublisherOAuth2Api } from '../../credentials/HighQPublisherOAuth2Api.credentials';

const NODE: INode = { id: 'n', name: 'n', type: 'n', typeVersion: 1, position: [0, 0], parameters: {} };
const NO_TYPES = {
	getByName: () => {
		throw new Error();
	},
	getByNameAndVersion: () => undefined,
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

/** What the platform makes of an expression in a credential, given the credential's values. */
const resolved = (expression: unknown, values: Record<string, string>): unknown => {
	const workflow = new Workflow({ nodes: [NODE], connections: {}, active: false, nodeTypes: NO_TYPES });
	return workflow.expression.getComplexParameterValue(
		NODE,
		{ value: String(expression) },
		'internal',
		{ $credentials: values },
		undefined,
		undefined,
		values,
	);
};
const oauth = (property: string, values: Record<string, string>): unknown =>
	resolved(new HighQPublisherOAuth2Api().properties.find(({ name }) => name === property)?.default, {
		authoriseSpelling: 'authorise',
		...values,
	});

const ADDRESSES: ReadonlyArray<[written: string, base: string]> = [
	['https://acme.highq.com/acme', 'https://acme.highq.com/acme'],
	['  https://acme.highq.com/acme/ ', 'https://acme.highq.com/acme'],
	['https://acme.highq.com/acme/api', 'https://acme.highq.com/acme'],
	['https://acme.highq.com/acme/API/2/', 'https://acme.highq.com/acme'],
	['https://portal.example.com', 'https://portal.example.com'],
	['http://127.0.0.1:8080/highq/publisher', 'http://127.0.0.1:8080/highq/publisher'],
	['http://localhost/highq', 'http://localhost/highq'],
];

describe('the addresses that n8n asks for with a HighQ credential', () => {
	it.each(ADDRESSES)('makes the sign-in page and the token call from "%s"', (baseUrl, base) => {
		expect(oauth('authUrl', { baseUrl })).toEqual({ value: `${base}/authorise.action` });
		expect(oauth('accessTokenUrl', { baseUrl })).toEqual({ value: `${base}/api/oauth2/token` });
	});

	it.each(ADDRESSES)('tests the credentials at "%s"', (baseUrl, base) => {
		expect(resolved(new HighQPublisherOAuth2Api().test.request.baseURL, { baseUrl })).toEqual({ value: base });
		expect(resolved(new HighQPublisherApi().test.request.baseURL, { baseUrl })).toEqual({ value: base });
	});

	it.each(['http://acme.highq.com/acme', 'http://localhost.example.com', 'http://127.0.0.1.example.com/x'])(
		'never sends the client secret to %s unprotected',
		(baseUrl) => {
			expect(oauth('accessTokenUrl', { baseUrl })).toEqual({ value: `${baseUrl.replace('http:', 'https:')}/api/oauth2/token` });
		},
	);

	it.each([
		['http://localhost:x@evil.test', 'https://localhost:x@evil.test'],
		['http://127.0.0.1:80@evil.test/acme', 'https://127.0.0.1:80@evil.test/acme'],
		['http://localhost\\@evil.test', 'https://localhost\\@evil.test'],
		['h\nttp://evil.test', 'https://evil.test'],
		['\u0001http:\t//evil.test', 'https://evil.test'],
		['http:evil.test', 'https:evil.test'],
	])('takes %j for no address of this machine', (baseUrl, base) => {
		expect(oauth('accessTokenUrl', { baseUrl })).toEqual({ value: `${base}/api/oauth2/token` });
	});

	it('spells the sign-in page as the instance does', () => {
		expect(oauth('authUrl', { baseUrl: 'https://acme.highq.com/acme', authoriseSpelling: 'authorize' })).toEqual({
			value: 'https://acme.highq.com/acme/authorize.action',
		});
	});
});
