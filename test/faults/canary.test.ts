import { inspect } from 'node:util';

import { startSandbox, type Fault, type Sandbox } from '../sandbox';
import type { NodeResult } from '../workflow/engine';
import type { SyncWay } from '../workflow/syncWays';
import { CANARIES, echo, seenIn, WRITTEN } from './canaries';
import { FAULTS } from './faultList';
import { FAULT_WAYS, itemsFor, OPERATIONS, runOperation } from './operations';

const PASSWORD: Readonly<Record<string, string>> = { appenate: 'Password', 'ispring-rest': 'password', 'ispring-header': 'password', 'ispring-soap': 'password' };
const HANDLED = [false, true];

let sandbox: Sandbox;
const printed: string[] = [];
beforeAll(async () => {
	sandbox = await startSandbox({ people: 12, secrets: CANARIES });
	const { timeout } = AbortSignal;
	jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, 150));
	for (const stream of [process.stdout, process.stderr]) {
		jest.spyOn(stream, 'write').mockImplementation((chunk) => {
			printed.push(String(chunk));
			return true;
		});
	}
	for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		jest.spyOn(console, name).mockImplementation((...said: unknown[]) => {
			printed.push(inspect(said, { depth: 8 }));
		});
	}
});
afterAll(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

/** All that an execution leaves behind, errors with what JSON leaves out of them. */
function traceOf(result: NodeResult): string {
	const { error } = result.raw;
	return [JSON.stringify(result.raw), JSON.stringify(error), inspect(error, { depth: 8, showHidden: true }), error?.stack ?? '', error?.description ?? '', JSON.stringify(result.outputs), ...result.hints, ...printed.splice(0)].join('\n');
}

async function leaks(way: SyncWay, fault: Fault): Promise<string[]> {
	const found: string[] = [];
	for (const operation of OPERATIONS) {
		sandbox.reset();
		sandbox.fail({ channel: way.channel, ...fault });
		const field = PASSWORD[way.channel];
		const withPassword = operation !== 'get' && operation !== 'sync' && field !== undefined;
		const result = await runOperation(way, sandbox, operation, { items: itemsFor(way, sandbox, operation), ...(withPassword ? { fields: { [field]: WRITTEN } } : {}), options: { maxRetries: 1 } });
		found.push(...seenIn(traceOf(result)).map((seen) => `${operation}: ${seen}`));
	}
	return found;
}

describe.each(FAULT_WAYS)('secrets at $title', (way) => {
	it.each(FAULTS.filter(({ fault }) => fault))('are not seen after: $title', async ({ fault }) => {
		const struck = fault?.(way, sandbox, 'https://elsewhere.example.test');
		if (!struck) throw new Error('No fault');
		expect(await leaks(way, struck)).toEqual([]);
		expect(await leaks(way, { ...struck, only: ({ isWrite }) => isWrite })).toEqual([]);
	}, 300_000);

	it.each([200, 400, 401, 403, 404, 409, 429, 500, 503])('are not seen when the vendor repeats all that it got, with HTTP %i', async (status) => {
		for (const afterHandling of HANDLED) {
			const fault = { kind: 'altered', afterHandling, alter: echo(way, status) } as const;
			expect(await leaks(way, fault)).toEqual([]);
			expect(await leaks(way, { ...fault, only: ({ isWrite }) => isWrite })).toEqual([]);
			// Writes pass, and what is read afterwards does not.
			expect(await leaks(way, { ...fault, skip: 4 })).toEqual([]);
		}
	}, 300_000);

	it('are not seen in any field of the credential', async () => {
		sandbox.reset();
		const data = way.data(sandbox);
		for (const name of Object.keys(data).filter((one) => typeof data[one] === 'string' && !/^(authentication|region|service|accessTokenExpiresAt)$/.test(one))) {
			const spoilt: SyncWay = { ...way, data: () => ({ ...data, [name]: WRITTEN }) };
			const result = await runOperation(spoilt, sandbox, 'update', { items: itemsFor(way, sandbox, 'update'), options: { maxRetries: 0 } });
			expect([name, ...seenIn(traceOf(result), [WRITTEN])]).toEqual([name]);
		}
	}, 300_000);
});
