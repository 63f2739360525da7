import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import { itemsOf, startN8n, type Item, type RunningN8n } from './n8n';
import { credentialOf, OURS, SIX, slug, workflowOf, type Row } from './runs';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const NOBODY = 'nobody@example.test';
const SETTINGS = ['continueErrorOutput', 'continueRegularOutput', 'stopWorkflow'] as const;

let sandbox: Sandbox;
let n8n: RunningN8n;
beforeAll(async () => {
	sandbox = await startSandbox();
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: SIX.map((way) => credentialOf(way, sandbox)),
		workflows: SIX.flatMap((way) => {
			const known = way.people(sandbox).map(({ email }) => email);
			const people = [known[0] ?? '', NOBODY, known[1] ?? ''].map((email): Row => ({
				email,
				text: 'desired',
				firstName: '',
				lastName: '',
				login: '',
			}));
			return SETTINGS.map((onError) => workflowOf(way, { id: onError + slug(way), operation: 'update', people, settings: { onError } }));
		}),
	});
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
}, 30_000);
beforeEach(() => {
	sandbox.reset();
});

const failure = {
	json: expect.objectContaining({ error: expect.stringContaining(NOBODY), message: expect.any(String) }),
	pairedItem: { item: 1 },
};
const told = (items: readonly Item[]) => items.map(({ json, pairedItem }) => ({ json, pairedItem }));
const updated = (item: number) => ({ json: expect.objectContaining({ action: 'updated' }), pairedItem: { item } });

describe.each(SIX)('an item that fails in a real n8n, at $title', (way) => {
	it('leaves by the error output with its error and message, and the others by the first', async () => {
		const execution = await n8n.runWorkflow(`continueErrorOutput${slug(way)}`);

		expect(execution.status).toBe('success');
		expect(told(itemsOf(execution, OURS))).toEqual([updated(0), updated(2)]);
		expect(told(itemsOf(execution, OURS, 1))).toEqual([failure]);
	});

	it('stays in its place among the others with Continue', async () => {
		const execution = await n8n.runWorkflow(`continueRegularOutput${slug(way)}`);

		expect(execution.status).toBe('success');
		expect(told(itemsOf(execution, OURS))).toEqual([updated(0), failure, updated(2)]);
		expect(told(itemsOf(execution, OURS, 1))).toEqual([]);
	});

	it('stops the workflow otherwise, and is named', async () => {
		const execution = await n8n.runWorkflow(`stopWorkflow${slug(way)}`);

		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error?.message).toContain(NOBODY);
	});
});
