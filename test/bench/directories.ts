import './nodeFiles';

import { fork } from 'node:child_process';
import { join } from 'node:path';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { parseJson } from '../../nodes/shared/json/json';
import { inGroups } from '../workflow/inGroups';
import { asStored } from '../workflow/storedFields';
import { carryOut, type Cost, type Job } from './contender';
import { emailOf, PAGE, pageText } from './directoryPages';

/*
 * What Compare Users takes at a large directory: Appenate's, whose list is looked at twice because its pages don't overlap.
 * tsx test/bench/directories.ts --users 250000 --people 10,10000 --delay 20 --leavers report
 */

export type Directory = Readonly<{ users: number; people: number; delayMs: number; leavers: 'report' | 'ignore' }>;

export type Compared = Directory &
	Cost &
	Readonly<{
		/** At the vendor: all pages, and but for the last one once more. */
		requests: number;
		/** Processor time that it takes to read the JSON of all users once, by the package's own reader. */
		readingSeconds: number;
	}>;

/** Carries out one Compare Users in a process of its own, against a vendor in another one. */
export async function compareDirectory(asked: Directory): Promise<Compared> {
	const { users, delayMs } = asked;
	const vendor = fork(join(__dirname, 'directoryProcess.ts'), [String(users), String(delayMs)], { execArgv: ['--import', 'tsx'] });
	const heard = async <T>(): Promise<T> => await new Promise((resolve) => vendor.once('message', (message: T) => resolve(message)));
	try {
		const cost = await carryOut(await jobFor(asked, await heard<string>()), undefined, async () => await Promise.resolve());
		if (cost.error !== undefined) throw new Error(cost.error);
		const counted = heard<number>();
		vendor.send('count');
		return { ...asked, ...cost, requests: await counted, readingSeconds: readingSeconds(users) };
	} finally {
		vendor.disconnect();
	}
}

async function jobFor({ users, people, leavers }: Directory, baseUrl: string): Promise<Job> {
	const data = { service: 'custom', baseUrl, companyId: '70001', apiKey: '78eec3032af240f1b9c4d5e6f7a8b9c0' };
	const node = new Appenate();
	const parameters = inGroups(node, {
		resource: 'user',
		operation: 'compare',
		matchBy: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
		fields: { mappingMode: 'defineBelow', value: { Country: '={{ $json.country }}' }, matchingColumns: [], schema: [] },
		leavers,
	});
	const dist = join(__dirname, '..', '..', 'dist');
	return {
		kind: 'workflow',
		executions: 1,
		items: Array.from({ length: people }, (_, i) => ({ email: emailOf(Math.floor((i * users) / people)), country: 'PT' })),
		warmUp: [],
		steps: [
			{
				node: { file: join(dist, 'nodes', 'Appenate', 'Appenate.node.js'), name: 'Appenate' },
				typeVersion: 1,
				parameters: await asStored({ node, credential: { type: new AppenateApi(), data }, parameters, items: [] }),
				credential: { file: join(dist, 'credentials', 'AppenateApi.credentials.js'), name: 'AppenateApi', data },
			},
		],
	};
}

const SAMPLED_PAGES = 40;

function readingSeconds(users: number): number {
	const texts = Array.from({ length: SAMPLED_PAGES }, (_, page) => pageText(page, users));
	for (const text of texts) parseJson(text);
	const before = process.cpuUsage();
	for (const text of texts) parseJson(text);
	const { user, system } = process.cpuUsage(before);
	return ((user + system) / 1e6 / SAMPLED_PAGES) * (users / PAGE);
}

/** A line of figures, ratios first. `waiting`: what the requests take one after another, and reading the JSON once. */
export function told(run: Compared): string {
	const { users, people, delayMs, leavers, requests, seconds, cpuSeconds, readingSeconds, grownMegabytes } = run;
	const waiting = (requests * delayMs) / 1000 + readingSeconds;
	const pages = users / PAGE;
	return [
		`${users} users, ${people} people, leavers ${leavers}:`,
		`${(seconds / waiting).toFixed(2)} × (requests × latency + reading once),`,
		`${(grownMegabytes * 1e6) / users < 10_000 ? ((grownMegabytes * 1e6) / users).toFixed(0) : '–'} bytes a user at the peak;`,
		`${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor time (reading once ${readingSeconds.toFixed(1)}),`,
		`${requests} requests for ${pages} pages, grown by ${grownMegabytes.toFixed(0)} MB, ${run.items} items`,
	].join(' ');
}

function flag(name: string, usual: string): string {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? usual : (process.argv[at + 1] ?? usual);
}

async function main(): Promise<void> {
	const [users, delayMs] = [Number(flag('users', '250000')), Number(flag('delay', '20'))];
	for (const leavers of flag('leavers', 'report,ignore').split(',')) {
		for (const people of flag('people', '10,10000').split(',').map(Number))
			console.log(told(await compareDirectory({ users, people, delayMs, leavers: leavers === 'ignore' ? 'ignore' : 'report' })));
	}
}

if (require.main === module) void main();
