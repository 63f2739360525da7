import { startSandbox, type Fault, type Sandbox } from '../sandbox';
import type { SyncWay } from '../workflow/syncWays';
import { ALL_CANARIES, CANARIES, echo, seenIn, WRITTEN } from './canaries';
import { leaksOf, listenToPrints } from './leaks';
import { FAULT_WAYS, itemsFor, OPERATIONS, passwordOf, runOperation, wayOf } from './operations';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ people: 12, secrets: CANARIES });
	listenToPrints();
});
afterAll(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

/** In every operation: a whole run of the node, and one in which each item fails by itself. */
async function leaks(way: SyncWay, fault: Fault): Promise<string[]> {
	const found: string[] = [];
	for (const operation of OPERATIONS) {
		for (const stops of [true, false]) {
			sandbox.reset();
			sandbox.fail({ channel: way.channel, ...fault });
			const result = await runOperation(way, sandbox, operation, {
				items: itemsFor(way, sandbox, operation),
				fields: passwordOf(way, operation),
				options: { maxRetries: 0 },
				stops,
			});
			found.push(...leaksOf(result).map((seen) => `${operation}: ${seen}`));
		}
	}
	return found;
}

/** Settings of a credential that are chosen from a list or set by the node. */
const NO_TEXTS = /^(authentication|region|service|grantType|accessTokenExpiresAt)$/;

describe.each(FAULT_WAYS)('secrets at $title', (way) => {
	it.each([200, 400, 401, 403, 404, 409, 429, 500, 503])(
		'are not seen when the vendor repeats all that it got, with HTTP %i',
		async (status) => {
			const fault = { kind: 'altered', alter: echo(way, status) } as const;
			expect(await leaks(way, fault)).toEqual([]);
			expect(await leaks(way, { ...fault, afterHandling: true, only: ({ isWrite }) => isWrite })).toEqual([]);
			// Writes pass, and what is read afterwards does not.
			expect(await leaks(way, { ...fault, afterHandling: true, skip: 4 })).toEqual([]);
		},
		300_000,
	);

	it('are not seen in any field of the credential', async () => {
		sandbox.reset();
		const data = way.data(sandbox);
		for (const name of Object.keys(data).filter((one) => typeof data[one] === 'string' && !NO_TEXTS.test(one))) {
			const spoilt: SyncWay = { ...way, data: () => ({ ...data, [name]: WRITTEN }) };
			const result = await runOperation(spoilt, sandbox, 'update', { items: itemsFor(way, sandbox, 'update'), options: { maxRetries: 0 } });
			expect([name, ...leaksOf(result, [WRITTEN])]).toEqual([name]);
		}
	}, 300_000);
});

describe('the search for secrets', () => {
	/** Nobody has such an address, and the error repeats it. */
	const askedFor = async (email: string): Promise<string[]> => {
		sandbox.reset();
		return leaksOf(await runOperation(wayOf('HighQ Publisher (JSON)'), sandbox, 'get', { items: [{ email }] }));
	};

	it('finds what is there: in what comes out, and in what is printed', async () => {
		expect(await askedFor('nobody@example.test')).toEqual([]);
		expect(await askedFor(CANARIES.axero.bearerToken)).not.toEqual([]);
		expect(await askedFor(`${Buffer.from(CANARIES.ispring.password).toString('base64')}@example.test`)).not.toEqual([]);
		console.error({ deep: { text: encodeURIComponent(CANARIES.highq.clientSecret) } });
		expect(await askedFor('nobody@example.test')).not.toEqual([]);
		process.stdout.write(CANARIES.appenate.integrationKey);
		expect(await askedFor('nobody@example.test')).not.toEqual([]);
	});

	it.each(ALL_CANARIES.map((canary) => [canary]))('knows %s in each spelling', (canary) => {
		for (const spelt of [
			canary,
			JSON.stringify({ canary }),
			JSON.stringify(JSON.stringify({ canary })),
			encodeURIComponent(canary),
			Buffer.from(canary).toString('base64'),
			[...canary].map((one) => `&#${one.charCodeAt(0)};`).join(''),
		])
			expect(seenIn(`x${spelt}y`)).not.toEqual([]);
		expect(seenIn('canary')).toEqual([]);
	});
});
