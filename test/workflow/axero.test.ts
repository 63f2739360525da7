import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { Axero } from '../../nodes/Axero/Axero.node';
import { startSandbox, type Sandbox } from '../sandbox';
import { runNode } from './engine';

describe('Axero in the engine', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => {
		await sandbox.close();
	});
	beforeEach(() => {
		sandbox.reset();
	});
	const credential = () => ({ type: new AxeroApi(), data: { baseUrl: sandbox.urls.axero, authentication: 'bearer', apiKey: sandbox.secrets.axero.bearerToken } });

	it('updates two people, each with the parameters of its own item', async () => {
		const run = await runNode({
			node: new Axero(),
			credential: credential(),
			items: [{ email: 'ana.silva@example.test', phone: '0012' }, { email: sandbox.people('axero')[1]?.Email ?? '', phone: '1E5' }],
			parameters: {
				resource: 'user', operation: 'update',
				user: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
				fields: { mappingMode: 'defineBelow', value: { Phone: '={{ $json.phone }}' }, matchingColumns: [], schema: [] },
			},
		});
		console.log((run.raw.error as Error|undefined)?.stack, JSON.stringify(run.outputs, null, 1), run.error, run.decryptions);
	});
});
