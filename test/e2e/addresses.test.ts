import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import { HIGHQ_OAUTH2, type SyncWay } from '../workflow/syncWays';
import { itemsOf, startN8n, type CredentialJson, type RunningN8n } from './n8n';
import { credentialOf, errorOf, OURS, SIX, slug, workflowOf, type Row } from './runs';
import { wroteBy } from '../workflow/ways';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const WAYS = [...SIX, HIGHQ_OAUTH2];
const ANA: Row = { email: 'ana.silva@example.test', text: 'Captain', firstName: '', lastName: '', login: '' };
const ELSEWHERE = 'http://intranet.example.test/api';

let sandbox: Sandbox;
/** Another origin: another port of the same machine. It counts what is sent to a vendor's path. */
let other: Sandbox;
let folder: string;
let n8n: RunningN8n;
beforeAll(async () => {
	[sandbox, other] = await Promise.all([startSandbox(), startSandbox()]);
	folder = mkdtempSync(path.join(tmpdir(), 'n8n-e2e-addresses-'));
}, 60_000);
afterAll(async () => {
	await Promise.all([sandbox.close(), other.close()]);
	rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);
beforeEach(() => {
	sandbox.reset();
	other.reset();
});

const unprotected = (way: SyncWay): CredentialJson => credentialOf(way, sandbox, { url: ELSEWHERE }, `http${slug(way)}`);

/** n8n with its protection against requests to inner addresses. */
async function start(env: Readonly<Record<string, string>>): Promise<void> {
	n8n = await startN8n({
		tarball: TARBALL,
		userFolder: folder,
		credentials: WAYS.flatMap((way) => [credentialOf(way, sandbox), unprotected(way)]),
		workflows: WAYS.flatMap((way) => [
			workflowOf(way, { id: slug(way), operation: 'update', people: [ANA] }),
			workflowOf(way, { id: `http${slug(way)}`, operation: 'update', people: [ANA], credential: `http${slug(way)}` }),
		]),
		env: { N8N_SSRF_PROTECTION_ENABLED: 'true', ...env },
	});
}

/** A credential that goes several ways is tested on the first. OAuth2 is tested by n8n alone, with fixed words. */
const TESTED = SIX.filter((way, i) => SIX.findIndex((one) => one.credential().name === way.credential().name) === i);

/** What the button Test of a credential shows. */
async function tested(credential: CredentialJson): Promise<string> {
	const { status, message } = await n8n.rest<{ status: string; message: string }>('POST', '/rest/credentials/test', {
		credentials: credential,
	});
	return status === 'OK' ? 'OK' : message;
}

describe("with n8n's protection of inner addresses", () => {
	beforeAll(async () => {
		await start({});
	}, 180_000);
	afterAll(async () => {
		await n8n.stop();
	}, 30_000);

	it.each(WAYS)(
		'$title: sends nothing to 127.0.0.1, and says why',
		async (way) => {
			const execution = await n8n.runWorkflow(slug(way));

			expect(execution.status).toBe('error');
			expect(errorOf(execution)).toMatch(/127\.0\.0\.1.*restricted IP address.*administrator/s);
			expect(sandbox.requests).toEqual([]);
		},
		60_000,
	);

	it.each([...TESTED, HIGHQ_OAUTH2])(
		'$title: a test of the credential sends nothing either, and says why',
		async (way) => {
			expect(await tested(credentialOf(way, sandbox))).toMatch(/restricted IP address/);
			expect(sandbox.requests).toEqual([]);
		},
		60_000,
	);
});

describe('with 127.0.0.1 on the list of what that protection allows', () => {
	beforeAll(async () => {
		await start({ N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32' });
	}, 180_000);
	afterAll(async () => {
		await n8n.stop();
	}, 30_000);

	it.each(WAYS)(
		'$title: writes',
		async (way) => {
			const execution = await n8n.runWorkflow(slug(way));

			expect(errorOf(execution)).toBe('');
			expect(itemsOf(execution, OURS).map(({ json }) => json.action)).toEqual([wroteBy(way)]);
			expect(way.stored(sandbox, ANA.email)).toBe(ANA.text);
			expect(await tested(credentialOf(way, sandbox))).toBe('OK');
		},
		60_000,
	);

	const redirects = WAYS.flatMap((way) => [301, 302, 303, 307, 308].map((status) => ({ title: way.title, way, status })));
	it.each(redirects)(
		'$title: follows no redirect ($status) to another origin, and names it',
		async ({ way, status }) => {
			sandbox.fail({ channel: way.channel, kind: 'redirect', to: `${other.urls.axero}/login?session=hidden`, status });
			const execution = await n8n.runWorkflow(slug(way));
			const said = errorOf(execution);

			expect(execution.status).toBe('error');
			expect(said).toContain(new URL(other.origin).host);
			expect(JSON.stringify(execution)).not.toContain('session=hidden');
			expect(other.requests).toEqual([]);
			expect(sandbox.writes().filter(({ status: answered }) => answered !== status)).toEqual([]);
		},
		60_000,
	);

	it('HighQ Publisher (OAuth2): renews its token on the way, and again with what n8n has stored', async () => {
		for (const text of [1, 2]) {
			sandbox.expireTokens();
			const execution = await n8n.runWorkflow(slug(HIGHQ_OAUTH2));
			expect([text, errorOf(execution)]).toEqual([text, '']);
		}

		expect(HIGHQ_OAUTH2.stored(sandbox, ANA.email)).toBe(ANA.text);
		expect(sandbox.requests.filter(({ path: place, status }) => place.endsWith('/oauth2/token') && status === 200)).toHaveLength(2);
	}, 60_000);

	it.each([301, 302, 303, 307, 308])(
		'HighQ Publisher (OAuth2): asks no other origin for a new token (%i)',
		async (status) => {
			sandbox.expireTokens();
			sandbox.fail({
				channel: 'highq',
				pathIncludes: 'oauth2/token',
				kind: 'redirect',
				to: `${other.urls.highq}/api/oauth2/token`,
				status,
			});

			expect(errorOf(await n8n.runWorkflow(slug(HIGHQ_OAUTH2)))).toContain(new URL(other.origin).host);
			expect(other.requests).toEqual([]);
			expect(sandbox.requests.filter(({ body }) => body.includes('client_secret'))).toEqual([]);
		},
		60_000,
	);

	it.each(TESTED)(
		'$title: the test of the credential follows none either',
		async (way) => {
			sandbox.fail({ channel: way.channel, kind: 'redirect', to: `${other.urls.axero}/login`, status: 302 });

			expect(await tested(credentialOf(way, sandbox))).toContain(new URL(other.origin).host);
			expect(other.requests).toEqual([]);
		},
		60_000,
	);

	it.each([301, 302, 303, 307, 308])(
		'HighQ Publisher (OAuth2): the test of the credential follows no redirect (%i)',
		async (status) => {
			sandbox.fail({ channel: 'highq', kind: 'redirect', to: `${other.urls.axero}/login`, status });

			expect(await tested(credentialOf(HIGHQ_OAUTH2, sandbox))).toMatch(/check Base URL/);
			expect(other.requests).toEqual([]);
		},
		60_000,
	);

	it.each(WAYS)(
		'$title: refuses an address that is neither https nor this machine',
		async (way) => {
			const execution = await n8n.runWorkflow(`http${slug(way)}`);

			expect(execution.status).toBe('error');
			expect(errorOf(execution)).toMatch(/starts with http:\/\/.*https:\/\//s);
			expect(sandbox.requests).toEqual([]);
		},
		60_000,
	);

	it.each(TESTED)(
		'$title: the test of the credential refuses such an address too',
		async (way) => {
			expect(await tested(unprotected(way))).toMatch(/starts with http:\/\//);
			expect(sandbox.requests).toEqual([]);
		},
		60_000,
	);
});
