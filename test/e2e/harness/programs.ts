import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8N_HOME } from './n8nHome';

const ROOT = path.resolve(__dirname, '..', '..', '..');

/** n8n needs Node 24, whatever runs us. */
const NODE = path.join(ROOT, 'node_modules', 'node', 'bin', 'node');
const N8N = path.join(N8N_HOME, 'node_modules', 'n8n', 'bin', 'n8n');

const LOG_KEPT = 2_000_000;
const LOG_SHOWN = 4_000;
const GRACE_MS = 10_000;

export type Environment = Readonly<Record<string, string>>;

/** Told what a program prints, piece by piece. */
export type Hears = (stream: 'stdout' | 'stderr', text: string) => void;

export interface Program {
	/** Everything it said so far, without colours. */
	readonly log: () => string;
	/** The exit code once it has ended. */
	readonly ended: Promise<number>;
	readonly hasEnded: () => boolean;
	/** Ends it and all that it started. */
	readonly stop: () => Promise<void>;
	/** As when the machine loses power: nothing of it gets to run again. */
	readonly kill: () => Promise<void>;
	/** To it and all that it started; nothing is waited for. */
	readonly signal: (name: NodeJS.Signals) => void;
}

/** Starts `n8n …`. */
export const startN8nProgram = (args: readonly string[], env: Environment, hears?: Hears): Program =>
	startProgram(NODE, [N8N, ...args], { env }, hears);

/** Starts a program in a process group of its own, so that what it starts, like n8n's task runners, ends with it. */
export function startProgram(
	file: string,
	args: readonly string[],
	how: Readonly<{ env: Environment; cwd?: string; /** Whom it runs as. */ uid?: number; gid?: number }>,
	hears: Hears = () => {},
): Program {
	const child = spawn(file, args, { ...how, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
	const said = collect(child, hears);
	let over = false;
	const killAtExit = () => signal(child, 'SIGKILL');
	process.once('exit', killAtExit);
	const ended = new Promise<number>((resolve) => {
		child.once('error', (error) => said.add(String(error)));
		child.once('close', (code) => {
			over = true;
			process.removeListener('exit', killAtExit);
			resolve(code ?? 1);
		});
	});
	const stop = async () => {
		if (!over) signal(child, 'SIGTERM');
		await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
		// Also what n8n left behind in its group.
		signal(child, 'SIGKILL');
		await ended;
	};
	const kill = async () => {
		signal(child, 'SIGKILL');
		await ended;
	};
	return { log: said.text, ended, hasEnded: () => over, stop, kill, signal: (name) => signal(child, name) };
}

/** Runs `n8n …` to its end. */
export async function runN8n(
	args: readonly string[],
	env: Environment,
	timeoutMs: number,
	hears?: Hears,
): Promise<Readonly<{ code: number; output: string }>> {
	const program = startN8nProgram(args, env, hears);
	const code = await Promise.race([program.ended, sleep(timeoutMs, undefined, { ref: false })]);
	if (code === undefined) {
		await program.stop();
		throw new Error(`n8n ${args[0]} did not end within ${timeoutMs} ms.\n${tail(program.log())}`);
	}
	return { code, output: program.log() };
}

/** Runs a program to its end; one that fails is an error. @returns what it said */
export async function runProgram(
	file: string,
	args: readonly string[],
	how: Readonly<{ env: Environment; cwd?: string }>,
	timeoutMs: number,
): Promise<string> {
	const program = startProgram(file, args, how);
	const code = await Promise.race([program.ended, sleep(timeoutMs, undefined, { ref: false })]);
	if (code === undefined) await program.stop();
	if (code !== 0) throw new Error(`${file} ${args[0] ?? ''} ended with ${code ?? 'nothing, for too long'}.\n${tail(program.log())}`);
	return program.log();
}

/** Asks again and again until the answer is not undefined; gives up early when the program has ended. */
export async function waitFor<T>(what: string, program: Program, timeoutMs: number, ask: () => Promise<T | undefined>): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask().catch(() => undefined);
		if (answer !== undefined) return answer;
		if (program.hasEnded()) throw new Error(`n8n ended while we waited for ${what}.\n${tail(program.log())}`);
		if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}.\n${tail(program.log())}`);
		await sleep(100);
	}
}

export const tail = (log: string) => log.slice(-LOG_SHOWN);

function signal(child: ChildProcess, name: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, name);
	} catch {
		// The group is gone already.
	}
}

function collect(child: ChildProcess, hears: Hears) {
	let text = '';
	const add = (part: string) => {
		text = `${text}${part}`.slice(-LOG_KEPT);
	};
	for (const name of ['stdout', 'stderr'] as const) {
		child[name]?.setEncoding('utf8').on('data', (part: string) => {
			add(part);
			hears(name, part);
		});
	}
	return { add, text: () => text };
}
