import path from 'node:path';

import { startSandbox, type Fault, type LoggedRequest, type Sandbox } from '../sandbox';
import { HIGHQ_OAUTH2, type SyncWay } from '../workflow/syncWays';
import { itemsOf, startN8n, type RunningN8n } from './n8n';
import { credentialOf, errorOf, OURS, SIX, slug, workflowOf, type Row } from './runs';
import { wroteBy } from '../workflow/ways';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const WAYS = [...SIX, HIGHQ_OAUTH2];
const MODES = ['continueErrorOutput', 'continueRegularOutput', 'stopWorkflow'] as const;

const row = (email: string): Row => ({ email, text: 'Captain', firstName: '', lastName: '', login: '' });
const NOBODY = 'nobody@example.test';
const PEOPLE = ['ana.silva@example.test', NOBODY, 'sean.obrien@example.test'].map(row);

let sandbox: Sandbox;
let n8n: RunningN8n;
beforeAll(async () => {
	sandbox = await startSandbox();
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: WAYS.map((way) => credentialOf(way, sandbox)),
		workflows: WAYS.flatMap((way) =>
			MODES.map((onError) =>
				workflowOf(way, {
					id: onError + slug(way),
					operation: 'update',
					people: PEOPLE,
					options: { maxRetries: 0, concurrency: 1 },
					settings: { onError },
				}),
			),
		),
	});
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
}, 30_000);
beforeEach(() => {
	sandbox.reset();
});

/** What left by each output: the action or the error, and the item that it is of. */
async function run(way: SyncWay, mode: (typeof MODES)[number]) {
	const execution = await n8n.runWorkflow(mode + slug(way));
	const left = (output: number) =>
		itemsOf(execution, OURS, output).map(({ json, pairedItem }) => ({
			item: Object(Array.isArray(pairedItem) ? pairedItem[0] : pairedItem).item,
			says: json.error ?? json.action,
			more: json.message,
		}));
	return { execution, success: left(0), failed: left(1) };
}

const isSignIn = ({ path: place }: LoggedRequest): boolean => /\/token$/.test(place);
const failing = (item: number, says: unknown) => ({ item, says, more: expect.any(String) });
const done = (way: SyncWay, item: number) => ({ item, says: wroteBy(way) });
const NAMES_IT = /nobody@example\.test.*\[item 1\]/s;

/** Troubles that leave no item done. */
const TROUBLES: ReadonlyArray<Readonly<{ title: string; fault: Fault }>> = [
	{ title: 'the key is refused', fault: { kind: 'status', status: 403, body: '', only: (request) => !isSignIn(request) } },
	{ title: 'the vendor is out of order', fault: { kind: 'status', status: 503, body: '' } },
	{ title: 'connections are cut', fault: { kind: 'reset' } },
	{ title: 'a web page comes back', fault: { kind: 'status', status: 200, contentType: 'text/html', body: '<html>Sign in</html>' } },
];

describe.each(WAYS)('a failed item, at $title', (way) => {
	it('leaves by the error output, and the others by the success output', async () => {
		const { execution, success, failed } = await run(way, 'continueErrorOutput');

		expect(execution.status).toBe('success');
		expect(success).toMatchObject([done(way, 0), done(way, 2)]);
		expect(failed).toEqual([failing(1, expect.stringMatching(NAMES_IT))]);
		// n8n puts the error to what came in, so that the next node still knows who it is about.
		expect(itemsOf(execution, OURS, 1)[0]?.json).toMatchObject({ email: NOBODY });
		expect(PEOPLE.filter(({ email }) => email !== NOBODY).map(({ email }) => way.stored(sandbox, email))).toEqual(['Captain', 'Captain']);
	}, 60_000);

	it('stays in its place when the workflow continues with the regular output', async () => {
		const { success, failed } = await run(way, 'continueRegularOutput');

		expect(success).toMatchObject([done(way, 0), failing(1, expect.stringMatching(NAMES_IT)), done(way, 2)]);
		expect(failed).toEqual([]);
	}, 60_000);

	it('stops the workflow, which then names it', async () => {
		const { execution, success } = await run(way, 'stopWorkflow');

		expect(execution.status).toBe('error');
		expect(errorOf(execution)).toMatch(NAMES_IT);
		expect(success).toEqual([]);
	}, 60_000);

	it.each(TROUBLES)(
		'leaves by the error output, like all the others, when $title',
		async ({ fault }) => {
			sandbox.fail({ channel: way.channel, ...fault });
			const { execution, success, failed } = await run(way, 'continueErrorOutput');

			expect(execution.status).toBe('success');
			expect(success).toEqual([]);
			expect(failed).toEqual(PEOPLE.map((_row, item) => failing(item, expect.stringContaining(`[item ${item}]`))));
		},
		60_000,
	);
});
