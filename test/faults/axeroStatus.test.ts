import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { runNode, type NodeResult } from '../workflow/engine';
import { ALL_CANARIES, CANARIES } from './canaries';
import { FAULTS, type NamedFault } from './faultList';
import { leaksOf, listenToPrints } from './leaks';
import { wayOf } from './operations';

/** Instead of two minutes, while a fault strikes. */
const DEADLINE_MS = 400;
const USUAL_MS = 60_000;
const IDS = [12, 13, 14];
const STRIKES = ['the first request', 'the first write', 'every write', 'every read after it'] as const;
type Strikes = (typeof STRIKES)[number];

const DOUBT = /unclear whether|may already be|could not be read|no complete answer|accepted the/i;
const way = wayOf('Axero (a label of the details)');

/** Deactivate at Axero, whose status is another service's: each fault at that service. */
describe("a fault of Axero's SCIM service", () => {
	let sandbox: Sandbox;
	let stranger: Server;
	let visits = 0;
	let deadline = USUAL_MS;
	beforeAll(async () => {
		sandbox = await startSandbox({ people: 12, secrets: CANARIES });
		stranger = createServer((_request, response) => {
			visits += 1;
			response.end('welcome');
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => stranger.once('listening', resolve));
		const { timeout } = AbortSignal;
		listenToPrints();
		jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, deadline));
	});
	afterAll(async () => {
		jest.restoreAllMocks();
		stranger.close();
		await sandbox.close();
	});

	const isActive = (id: number) => sandbox.person('axero', id).active;
	const run = async (): Promise<NodeResult> =>
		await runNode({
			node: way.node(),
			credential: { type: way.credential(), data: way.data(sandbox) },
			items: IDS.map((id) => ({ email: sandbox.person('axero', id).Email })),
			onError: 'continueRegularOutput',
			parameters: { resource: 'user', operation: 'deactivate', user: { __rl: true, mode: 'email', value: '={{ $json.email }}' } },
		});
	const elsewhere = () => `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;

	function strike({ fault }: NamedFault, strikes: Strikes): void {
		const struck = fault?.(way, sandbox, elsewhere());
		if (!struck) return;
		sandbox.fail({
			channel: 'axero',
			pathIncludes: '/api/scim/v2/',
			...struck,
			...(strikes.startsWith('the first') ? { times: 1 } : {}),
			...(strikes.endsWith('write') ? { only: ({ isWrite }) => isWrite } : {}),
			...(strikes === 'every read after it' ? { only: ({ path, isWrite }) => !isWrite && /\/Users\/./.test(path) } : {}),
		});
	}

	it.each(FAULTS.filter(({ fault }) => fault))(
		'deactivates nobody unsaid, says nothing that is not so, and leaks nothing: $title',
		async (fault) => {
			const found: string[] = [];
			for (const strikes of STRIKES) {
				sandbox.reset();
				const before = sandbox.people('axero');
				strike(fault, strikes);
				deadline = DEADLINE_MS;
				const result = await run();
				found.push(...problemsOf(result).map((problem) => `${strikes}: ${problem}`));
				found.push(...leaksOf(result, ALL_CANARIES).map((seen) => `${strikes}: seen: ${seen}`));
				const others = (people: typeof before) =>
					people.map((person) => (IDS.includes(person.UserID) ? { ...person, active: true } : person));
				expect(others(sandbox.people('axero'))).toEqual(others(before));

				sandbox.heal();
				deadline = USUAL_MS;
				const again = await run();
				expect(actions(again).filter((action) => !['deactivated', 'unchanged'].includes(action))).toEqual([]);
				expect(IDS.map(isActive)).toEqual([false, false, false]);
			}
			expect(found).toEqual([]);
			expect(visits).toBe(0);
		},
		300_000,
	);

	function problemsOf(result: NodeResult): string[] {
		const items = (result.outputs[0] ?? []).map(({ json }) => json);
		if (items.length !== IDS.length) return [`${IDS.length} items in, ${items.length} out`];
		return IDS.flatMap((id, i) => problemOf(id, items[i] ?? {}));
	}

	function problemOf(id: number, json: IDataObject): readonly string[] {
		const isDone = json.error === undefined;
		if (isDone && isActive(id)) return [`user ${id} came out as ${String(json.action)} and is active`];
		if (!isDone && !isActive(id) && !DOUBT.test(JSON.stringify(json)))
			return [`user ${id} is inactive, and is said not to be: ${String(json.error)}`];
		return [];
	}

	const actions = (result: NodeResult): string[] => (result.outputs[0] ?? []).map(({ json }) => String(json.action ?? json.error));
});
