import { startRegistry, type Registry } from '../e2e/harness/registry';
import { itemsOf } from '../e2e/n8n';
import { tarballOf } from '../package/packed';
import { credentialOf, errorOf, OURS, PACKAGE, syncWay, untilTrue, workflowOf } from '../e2e/runs';
import { startSandbox, type Sandbox } from '../sandbox';
import { startQueueMode, type QueueMode } from './queueMode';

const way = syncWay('HighQ Publisher (JSON)');
const PERSON = 'ana.silva@example.test';
const ROUTE = '/rest/community-packages';
const INSTALLED = `Community package installed: ${PACKAGE}`;
const INSTALL_MS = 120_000;

let sandbox: Sandbox;
let registry: Registry;
let queue: QueueMode;
beforeAll(async () => {
	[sandbox, registry] = await Promise.all([startSandbox(), startRegistry()]);
	await registry.publish(tarballOf(PACKAGE));
	const people = [{ email: PERSON, text: 'Captain', firstName: '', lastName: '', login: '' }];
	queue = await startQueueMode(
		{
			credentials: [credentialOf(way, sandbox)],
			workflows: [workflowOf(way, { id: 'update', operation: 'update', people })],
			env: { ...registry.env, OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true', N8N_REINSTALL_MISSING_PACKAGES: 'true' },
		},
		{ howMany: 1, bare: true },
	);
}, 900_000);
afterAll(async () => {
	await queue.close();
	await Promise.all([registry.stop(), sandbox.close()]);
}, 120_000);

/** Runs the update. @returns what came out, and how many executions each worker has begun */
async function run() {
	sandbox.reset();
	const execution = await queue.main().runWorkflow('update');
	return {
		error: errorOf(execution),
		did: itemsOf(execution, OURS).map(({ json }) => json.action),
		stored: way.stored(sandbox, PERSON),
		begun: queue.workers.map(({ log }) => log().split('Worker started execution').length - 1),
	};
}
const UPDATED = { error: '', did: ['updated'], stored: 'Captain' };

describe('the package in queue mode', () => {
	it('is installed by a running worker when somebody installs it in main', async () => {
		await queue.main().rest('POST', ROUTE, { name: PACKAGE });
		await untilTrue('the worker to install it', () => queue.workers[0]?.log().includes(INSTALLED) ?? false, INSTALL_MS);

		expect(await run()).toEqual({ ...UPDATED, begun: [1] });
	}, 300_000);

	it('is installed by a worker that starts later, with an empty folder', async () => {
		await queue.workers[0]?.kill();
		const worker = await queue.startWorker();
		await untilTrue('the worker to install it', () => worker.log().includes(INSTALLED), INSTALL_MS);

		expect(await run()).toEqual({ ...UPDATED, begun: [1, 1] });
	}, 300_000);

	it('is removed by the worker when somebody uninstalls it in main', async () => {
		await queue.main().ask('DELETE', `${ROUTE}?name=${PACKAGE}`);

		await untilTrue('the worker to remove it', () => queue.workers[1]?.log().includes(`uninstalled: ${PACKAGE}`) ?? false, INSTALL_MS);
	}, 180_000);
});
