import path from 'node:path';

import { startSandbox, type LoggedRequest, type Sandbox } from '../sandbox';
import { HIGHQ_OAUTH2 } from '../workflow/syncWays';
import { itemsOf, startN8n, type RunningN8n } from './n8n';
import { credentialOf, OURS, untilTrue, workflowOf, type Row } from './runs';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const PEOPLE = 200;
const EACH = PEOPLE / 2;
/** How many people each process has changed when the token ends. */
const ENDS = [20, 60];
const VENDOR_TAKES_MS = 30;
const WORKFLOWS = ['editor', 'commandLine'] as const;

let sandbox: Sandbox;
let n8n: RunningN8n;
/** Half of the people for each workflow. */
let halves: ReadonlyArray<readonly Row[]>;
beforeAll(async () => {
	sandbox = await startSandbox({ people: PEOPLE, highqEndsFormerTokens: true });
	const rows = sandbox.people('highq').map(({ email }): Row => ({ email, text: `new ${email}`, firstName: '', lastName: '', login: '' }));
	halves = WORKFLOWS.map((_id, i) => rows.slice(i * EACH, (i + 1) * EACH));
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: [credentialOf(HIGHQ_OAUTH2, sandbox)],
		workflows: WORKFLOWS.map((id, i) =>
			workflowOf(HIGHQ_OAUTH2, { id, operation: 'update', people: halves[i] ?? [], settings: { onError: 'continueRegularOutput' } }),
		),
	});
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
}, 30_000);

const isRenewal = ({ path: at, body }: LoggedRequest): boolean => at.endsWith('/token') && body.includes('client_secret');
const renewals = (status: number): number => sandbox.requests.filter((request) => isRenewal(request) && request.status === status).length;

describe('two processes of n8n on one database, with one token of HighQ', () => {
	it('write everybody when the token ends in the middle and its renewal ends the former one at once', async () => {
		const changed = halves.map(() => 0);
		const ends = [...ENDS];
		const end = sandbox.onChange(({ card }) => {
			const half = halves.findIndex((rows) => rows.some(({ email }) => email === card.email));
			changed[half] = (changed[half] ?? 0) + 1;
			const next = ends[0];
			if (next === undefined || changed.some((count) => count < next)) return;
			ends.shift();
			sandbox.expireTokens();
		});
		sandbox.fail({ channel: 'highq', kind: 'delay', delayMs: VENDOR_TAKES_MS });
		const byCli = n8n.executeCli('commandLine');
		// It takes its time to start.
		await untilTrue('the other process', () => sandbox.requests.length > 0);
		const id = await n8n.begin('editor');
		const cli = await byCli;
		await untilTrue('the execution', async () => (await n8n.execution(id)).status !== 'running');
		end();

		const items = [...itemsOf(await n8n.execution(id), OURS), ...itemsOf(cli, OURS)];
		expect(items.map(({ json }) => json.error ?? json.action)).toEqual(Array(PEOPLE).fill('updated'));
		expect(sandbox.people('highq').filter(({ email, bio }) => bio !== `new ${email}`)).toEqual([]);
		expect(ends).toEqual([]);
		expect(renewals(200)).toBe(ENDS.length);
		expect(renewals(400)).toBeLessThanOrEqual(ENDS.length);
	}, 180_000);
});
