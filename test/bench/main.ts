import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';

/*
 * 1,000 profile updates at Axero through our node and through n8n's HTTP Request node, in n8n's own
 * engine, in turn and in one run; ours with its default of 5 users at once, and with 25. The machine's speed drifts, so the ratio is what counts.
 */

const ROUNDS = 3;
/** A vendor on the other side of the internet needs time; without it nothing would ever be in flight together. */
const VENDOR_DELAY_MS = 20;
const CONTESTANTS = [
	{ name: 'axero', title: 'Axero node' },
	{ name: 'axero25', title: 'Axero node, 25' },
	{ name: 'httpRequest', title: 'HTTP Request node' },
] as const;

type Figures = Readonly<{
	users: number;
	error?: string;
	usersPerSecond: number;
	cpuMillisecondsPerUser: number;
	peakMemoryMegabytes: number;
}>;
type Round = Figures & Readonly<{ mostRequestsInFlight: number; updatesAtVendor: number }>;

async function race(sandbox: Sandbox, name: string, people: number): Promise<Round> {
	const emails = sandbox
		.people('axero')
		.slice(0, people)
		.map(({ Email }) => Email);
	sandbox.clearLog();
	sandbox.heal();
	sandbox.fail({ channel: 'axero', kind: 'delay', delayMs: VENDOR_DELAY_MS });
	const figures = await contestant([name, sandbox.urls.axero, sandbox.secrets.axero.bearerToken, emails.join(',')]);
	const updatesAtVendor = sandbox.writes('axero').filter(({ status }) => status === 200).length;
	return { ...figures, mostRequestsInFlight: sandbox.maxInFlight, updatesAtVendor };
}

async function contestant(args: readonly string[]): Promise<Figures> {
	const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'contestant.ts'), ...args], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const output: Buffer[] = [];
	child.stdout.on('data', (part: Buffer) => output.push(part));
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	if (code !== 0) throw new Error(`The contestant ${args[0]} ended with ${code}`);
	const [figures = ''] = Buffer.concat(output).toString().split('\n').slice(-1);
	return JSON.parse(figures) as Figures;
}

const ROWS: ReadonlyArray<readonly [title: string, figure: (round: Round) => number, digits: number]> = [
	['users per second', (round) => round.usersPerSecond, 0],
	['CPU per user, ms', (round) => round.cpuMillisecondsPerUser, 2],
	['peak memory, MB', (round) => round.peakMemoryMegabytes, 0],
	['most requests in flight', (round) => round.mostRequestsInFlight, 0],
	['updates at the vendor', (round) => round.updatesAtVendor, 0],
	['items out', (round) => round.users, 0],
];

function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function print(rounds: ReadonlyMap<string, readonly Round[]>): void {
	const columns = CONTESTANTS.map(({ name }) => rounds.get(name) ?? []);
	const line = (cells: readonly string[]) =>
		process.stdout.write(`${cells.map((cell, i) => (i === 0 ? cell.padEnd(26) : cell.padStart(20))).join('')}\n`);
	line(['', ...CONTESTANTS.map(({ title }) => title), '1st : 3rd']);
	for (const [title, figure, digits] of ROWS) {
		const medians = columns.map((column) => median(column.map(figure)));
		const [ours = Number.NaN, , theirs = Number.NaN] = medians;
		line([title, ...medians.map((value) => value.toFixed(digits)), (ours / theirs).toFixed(2)]);
	}
	for (const { error } of columns.flat()) if (error) process.stdout.write(`ended with: ${error}\n`);
}

async function main(): Promise<void> {
	const sandbox = await startSandbox({ people: 1000 });
	try {
		const rounds = new Map<string, Round[]>(CONTESTANTS.map(({ name }) => [name, []]));
		for (let round = 1; round <= ROUNDS; round += 1) {
			for (const { name, title } of CONTESTANTS) {
				process.stdout.write(`round ${round} of ${ROUNDS}: ${title}\n`);
				rounds.get(name)?.push(await race(sandbox, name, 1000));
			}
		}
		process.stdout.write(
			`\n1,000 profile updates in n8n's engine at a vendor that takes ${VENDOR_DELAY_MS} ms, median of ${ROUNDS} rounds in turn\n`,
		);
		print(rounds);
	} finally {
		await sandbox.close();
	}
}

void main();
