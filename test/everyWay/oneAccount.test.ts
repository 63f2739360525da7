import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { Channel } from '../sandbox';
import { StoredCredentials } from '../workflow/storedCredentials';
import { actionsOf, jsonOf, runSync, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import { wroteBy } from '../workflow/ways';

const EXECUTIONS = 10;
const EACH = 5;
/** How many requests are under way where nobody says so; 5 elsewhere. */
const USUAL: Readonly<Partial<Record<Channel, number>>> = { axero: 3, appenate: 3 };
const sandbox = freshSandbox({ people: EXECUTIONS * EACH });

/** As many executions at once, with one stored credential, each with people of its own. */
async function runAll(way: SyncWay, options: Readonly<Record<string, number>>, more: ICredentialDataDecryptedObject = {}) {
	const stored = new StoredCredentials([{ type: way.credential(), data: { ...way.data(sandbox), ...more } }]);
	const people = way.people(sandbox).slice(0, EXECUTIONS * EACH);
	const lists = Array.from({ length: EXECUTIONS }, (_, i) => people.slice(i * EACH, (i + 1) * EACH));
	return await Promise.all(
		lists.map(async (list) => {
			const items = list.map(({ email }) => ({ email, text: `new ${email}` }));
			return await runSync(sandbox, way, { items, operation: 'update', continues: true, stored, options });
		}),
	);
}

describe.each(SYNC_WAYS)('at $title, ten executions of one process with one credential', (way) => {
	const isOurs = ({ channel }: Readonly<{ channel: string }>): boolean => channel === way.channel;

	/** How many requests were under way at most. */
	const mostUnderWay = async (options: Readonly<Record<string, number>>, more: ICredentialDataDecryptedObject = {}): Promise<number> => {
		let most = 0;
		sandbox.fail({
			channel: way.channel,
			kind: 'delay',
			delayMs: 3,
			only: () => {
				most = Math.max(most, sandbox.requests.filter((one) => isOurs(one) && one.status === undefined).length);
				return true;
			},
		});
		const results = await runAll(way, options, more);
		expect(results.map(actionsOf)).toEqual(Array(EXECUTIONS).fill({ [wroteBy(way)]: EACH }));
		return most;
	};

	it('have no more requests under way than one of them may have', async () => {
		expect(await mostUnderWay({ concurrency: 3 })).toBe(3);
	});

	it('have as many as the vendor allows where nobody says how many', async () => {
		expect(await mostUnderWay({})).toBe(USUAL[way.channel] ?? 5);
	});

	it('have half as many with a share of 50 % of the limit', async () => {
		expect(await mostUnderWay({ concurrency: 3 }, { shareOfLimit: 50 })).toBe(1);
	});

	it('lose nobody to a vendor that takes so many requests in a second from all of them', async () => {
		const PER_SECOND = 60;
		const taken: number[] = [];
		sandbox.fail({
			channel: way.channel,
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '1' },
			only: () => {
				const now = Date.now();
				const isTaken = taken.filter((at) => now - at < 1_000).length < PER_SECOND;
				if (isTaken) taken.push(now);
				return !isTaken;
			},
		});
		const results = await runAll(way, { concurrency: 5 });

		expect(results.flatMap((result) => jsonOf(result).flatMap(({ error }) => error ?? []))).toEqual([]);
		expect(results.map(actionsOf)).toEqual(Array(EXECUTIONS).fill({ [wroteBy(way)]: EACH }));
	}, 60_000);
});
