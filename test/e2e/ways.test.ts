import path from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { HARD_TEXTS } from '../contract/hardText';
import { startSandbox, type Sandbox } from '../sandbox';
import { WAYS, updateParameters, wroteBy, type Way } from '../workflow/ways';
import { lacksOwnWordsByOAuth2 } from './harness/n8nHome';
import { itemsOf, startN8n, type CredentialJson, type RunningN8n, type WorkflowJson } from './n8n';

const PACKAGE = 'n8n-nodes-user-provisioning';
const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const slug = ({ title }: Way) => title.replace(/\W+/g, '');

let sandbox: Sandbox;
/** Another origin. It counts what is sent to a vendor's path. */
let other: Sandbox;
let n8n: RunningN8n;
beforeAll(async () => {
	[sandbox, other] = await Promise.all([startSandbox(), startSandbox()]);
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: [...WAYS.map(credentialOf), unsendable(), connected(sandbox.urls.highq)],
		workflows: [...WAYS.map((way) => workflowOf(way, slug(way))), workflowOf(headerWay(), 'unsendable')],
	});
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await Promise.all([sandbox.close(), other.close()]);
}, 30_000);
beforeEach(() => {
	sandbox.reset();
});

function headerWay(): Way {
	const way = WAYS.find(({ channel }) => channel === 'ispring-header');
	if (!way) throw new Error('No way goes through a header');
	return way;
}

function credentialOf(way: Way): CredentialJson {
	return { id: slug(way), name: way.title, type: way.credential().name, data: way.data(sandbox) };
}

/** A password that no HTTP header can carry. */
function unsendable(): CredentialJson {
	const way = headerWay();
	return { id: 'unsendable', name: 'Unsendable', type: way.credential().name, data: way.data(sandbox, { secret: 'pässwört-Łódź-😀' }) };
}

/** HighQ by OAuth2, as it is after the sign-in in the browser. */
function connected(baseUrl: string): CredentialJson {
	const { clientId, clientSecret, accessToken } = sandbox.secrets.highq;
	return {
		id: 'oauth2',
		name: 'OAuth2',
		type: 'highQPublisherOAuth2Api',
		data: { baseUrl, clientId, clientSecret, oauthTokenData: { access_token: accessToken, token_type: 'bearer' } },
	};
}

/** Rows of people, as a spreadsheet would give them, into one vendor's Update. */
function workflowOf(way: Way, credential: string): WorkflowJson {
	const people = sandbox
		.people('axero')
		.slice(0, HARD_TEXTS.length)
		.map(({ Email }, i) => ({ email: Email, text: HARD_TEXTS[i] }));
	const { description } = way.node();
	const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters, more: object = {}) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
		...more,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		id: credential,
		name: way.title,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('List', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ people }), options: {} }),
			node('Rows', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'people', options: {} }),
			node('Update', `${PACKAGE}.${description.name}`, 1, updateParameters(way), {
				credentials: { [way.credential().name]: { id: credential, name: way.title } },
			}),
		],
		connections: { Start: to('List'), List: to('Rows'), Rows: to('Update') },
		settings: { executionOrder: 'v1' },
	};
}

describe('the tarball in a real n8n', () => {
	it.each(WAYS)(
		'$title: brings hard text to the vendor to the letter, and is told so item by item',
		async (way) => {
			const execution = await n8n.runWorkflow(slug(way));
			const emails = sandbox
				.people('axero')
				.slice(0, HARD_TEXTS.length)
				.map(({ Email }) => Email);

			expect(execution.data.resultData.error?.message).toBeUndefined();
			expect(emails.map((email) => way.stored(sandbox, email))).toEqual(HARD_TEXTS);
			expect(itemsOf(execution, 'Update').map(({ json, pairedItem }) => [json.action, pairedItem])).toEqual(
				HARD_TEXTS.map((_, item) => [wroteBy(way), { item }]),
			);
		},
		60_000,
	);

	it.each(WAYS)(
		'$title: follows no redirect to another origin',
		async (way) => {
			sandbox.fail({ channel: way.channel, kind: 'redirect', to: `${other.urls.axero}/login`, status: 307 });
			const execution = await n8n.runWorkflow(slug(way));

			expect(execution.data.resultData.error?.message).toContain(new URL(other.origin).host);
			expect(other.requests).toEqual([]);
		},
		60_000,
	);

	it('refuses a password that a header cannot carry, and sends nothing', async () => {
		const execution = await n8n.runWorkflow('unsendable');

		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error?.message).toMatch(/has a character that is not allowed in an HTTP header/);
		expect(sandbox.requests).toEqual([]);
	}, 60_000);

	it('keeps every secret out of the stored execution and out of its log', async () => {
		const execution = await n8n.runWorkflow('unsendable');

		expect(JSON.stringify(execution)).not.toContain('pässwört');
		expect(n8n.log()).not.toContain('pässwört');
	}, 60_000);
});

describe('the credential test of a real n8n', () => {
	it.each([
		['passes while connected', (own: Sandbox) => own.urls.highq, /^OK$/],
		[
			'says that the sign-in is over',
			(own: Sandbox) => {
				own.expireTokens();
				return own.urls.highq;
			},
			/rejected this sign-in|refresh/i,
		],
		[
			'says that the address is wrong',
			(own: Sandbox) => `${own.origin}/nowhere`,
			lacksOwnWordsByOAuth2() ? /could not be found/ : /check Base URL/,
		],
	])(
		'HighQ Publisher by OAuth2: %s',
		async (_what, url, message) => {
			expect(await test(connected(url(sandbox)))).toMatch(message);
		},
		60_000,
	);

	it.each([
		['a web page', { contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' }],
		['a web page behind blanks', { contentType: 'text/html', body: '\r\n  <html></html>' }],
		['nothing', { body: '' }],
		['nothing in JSON', { contentType: 'application/json', body: '{}' }],
		['another API', { contentType: 'application/json', body: '{"status":"ok"}' }],
		['an error inside a 200', { contentType: 'application/json', body: '{"error":{"summary":"No","ref":"1"}}' }],
	])('HighQ Publisher by OAuth2: does not take %s for the list of users', async (_what, answer) => {
		sandbox.fail({ channel: 'highq', method: 'GET', kind: 'status', status: 200, ...answer });

		expect(await test(connected(sandbox.urls.highq))).toMatch(/check Base URL/);
	});

	it('iSpring Learn by SOAP: sends nothing that is not SOAP', async () => {
		const way = WAYS.find(({ title }) => title === 'iSpring Learn (SOAP, account)');
		if (!way) throw new Error('There is no such way');
		const own = credentialOf(way);

		expect(await test({ ...own, data: { ...own.data, api: 'soap' } })).toBe('OK');
		expect(sandbox.requests.filter(({ channel }) => channel === 'ispring-soap').map(({ method, status }) => [method, status])).toEqual([
			['POST', 200],
			['POST', 200],
		]);
	});

	const test = async (credential: CredentialJson): Promise<string> => {
		const { status, message } = await n8n.rest<{ status: string; message: string }>('POST', '/rest/credentials/test', {
			credentials: credential,
		});
		return status === 'OK' ? 'OK' : message;
	};
	const firstOfEach = WAYS.filter((way, i) => WAYS.findIndex((other) => other.credential().name === way.credential().name) === i);
	const changed = (way: Way, change: Parameters<Way['data']>[1]): CredentialJson => ({
		...credentialOf(way),
		data: way.data(sandbox, change),
	});

	it.each(firstOfEach)(
		'$title: passes with what is right',
		async (way) => {
			expect(await test(credentialOf(way))).toBe('OK');
		},
		60_000,
	);

	it.each(firstOfEach)(
		'$title: tells a wrong key from a wrong address, and shows no key',
		async (way) => {
			const wrongKey = await test(changed(way, { secret: 'wrong-secret-0000' }));
			const wrongAddress = await test(changed(way, { url: `${sandbox.origin}/nowhere` }));

			expect(wrongKey).toMatch(/rejected/);
			expect(wrongAddress).toMatch(/base URL|address/i);
			expect(wrongAddress).not.toMatch(/rejected/);
			expect(wrongKey + wrongAddress).not.toContain('wrong-secret-0000');
		},
		60_000,
	);
});
