import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startSandbox, type Sandbox } from '../sandbox';
import type { SyncWay } from '../workflow/syncWays';
import { CANARIES } from './canaries';
import { isPossible, runCell, STRIKES, type Row, type Strikes } from './cell';
import { FAULTS, type NamedFault } from './faultList';
import { listenToPrints } from './leaks';
import { FAULT_WAYS, OPERATIONS, type Operation } from './operations';
import { keepRows } from './tables';

type Chosen = Readonly<{
	ways?: (way: SyncWay) => boolean;
	faults?: readonly NamedFault[];
	strikes?: readonly Strikes[];
	operations?: readonly Operation[];
	/** The file in the cache that keeps the rows for the table. */
	table?: string;
}>;

/** Instead of two minutes. */
const DEADLINE_MS = 400;

/** Declares the tests of this part of the matrix: each fault on each way in each operation. */
export function matrix({ ways = () => true, faults = FAULTS, strikes = STRIKES, operations = OPERATIONS, table }: Chosen): void {
	const rows: Row[] = [];
	let sandbox: Sandbox;
	let stranger: Server;
	let visits = 0;
	let elsewhere = '';

	beforeAll(async () => {
		sandbox = await startSandbox({ people: 12, secrets: CANARIES });
		stranger = createServer((_request, response) => {
			visits += 1;
			response.end('welcome');
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => stranger.once('listening', resolve));
		elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
		const { timeout } = AbortSignal;
		listenToPrints();
		jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, DEADLINE_MS));
	});
	afterAll(async () => {
		jest.restoreAllMocks();
		stranger.close();
		await sandbox.close();
		if (table !== undefined) keepRows(table, rows);
	});

	describe.each(FAULT_WAYS.filter(ways))('at $title', (way) => {
		it.each(faults)(
			'nothing is lost, doubled, said wrongly or leaked: $title',
			async (fault) => {
				const found: string[] = [];
				for (const operation of operations) {
					for (const struck of strikes.filter((one) => isPossible({ fault, strikes: one, operation }))) {
						const row = await runCell({ sandbox, way, fault, strikes: struck, operation, elsewhere });
						rows.push(row);
						found.push(...row.problems.map((problem) => `${operation}, ${struck}: ${problem}`));
					}
				}
				expect(found.slice(0, 8)).toEqual([]);
				expect(visits).toBe(0);
			},
			300_000,
		);
	});
}
