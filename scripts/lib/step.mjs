import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const LINES_SHOWN_AFTER_A_FAILURE = 40;
const LIVE = process.stdout.isTTY && !process.env.CI;

export class StepFailed extends Error {
	name = 'StepFailed';
}

export const seconds = (ms) => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`);

/** What is going on just now, in the order of its beginning; one line tells of all. */
const running = new Set();
let timer;

/** Says every now and then that something is still going on; the returned function ends that. */
export function ticking(title, detail = () => '') {
	const work = { title, detail, start: Date.now() };
	if (running.size === 0) timer = setInterval(show, LIVE ? 1_000 : 15_000);
	running.add(work);
	if (LIVE) show();
	return () => {
		running.delete(work);
		if (running.size === 0) clearInterval(timer);
		if (LIVE) process.stdout.write('\r\x1b[2K');
		return Date.now() - work.start;
	};
}

function show() {
	const line = `  ${[...running].map(told).join(' · ')}`;
	if (LIVE) process.stdout.write(`\r\x1b[2K${line.slice(0, (process.stdout.columns || 80) - 1)}`);
	else console.log(line);
}

const told = ({ title, detail, start }) => [`${title} … ${Math.round((Date.now() - start) / 1000)} s`, detail()].filter(Boolean).join(', ');

/** Does what does not wait for each other at the same time. The first that fails ends the others, and is told of. */
export async function sideBySide(...works) {
	try {
		await Promise.all(works.map((work) => work()));
	} catch (error) {
		for (const child of children) child.kill();
		throw error;
	}
}

/** The commands that run just now. */
const children = new Set();

/** Runs a command to its end. What it says stays in a log, whose end is shown when it fails. */
export async function step(title, command, args, { cwd, env, detail } = {}) {
	const folder = mkdtempSync(path.join(tmpdir(), 'user-provisioning-'));
	const log = path.join(folder, 'step.log');
	const stop = ticking(title, detail);
	const { code, why } = await runInto(log, command, args, { cwd, env });
	const took = stop();
	if (code === 0) {
		rmSync(folder, { recursive: true, force: true });
		console.log(`  ${title}: ${seconds(took)}`);
		return;
	}
	const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LINES_SHOWN_AFTER_A_FAILURE).join('\n');
	throw new StepFailed(`${title} failed (${why ?? `code ${code}`}) after ${seconds(took)}.\n${tail}\nThe whole log: ${log}`);
}

function runInto(log, command, args, { cwd, env }) {
	const file = createWriteStream(log);
	return new Promise((resolve) => {
		const done = (result) => {
			children.delete(child);
			file.end(() => resolve(result));
		};
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			shell: command.endsWith('.cmd'),
		});
		children.add(child);
		child.stdout.pipe(file, { end: false });
		child.stderr.pipe(file, { end: false });
		child.on('error', (error) => done({ code: 1, why: error.message }));
		child.on('close', (code, signal) => done({ code: code ?? 1, why: signal ?? undefined }));
	});
}

/** Runs a command that talks to the terminal itself. */
export function inherit(command, args, { cwd, env } = {}) {
	return new Promise((resolve, reject) => {
		spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit', shell: command.endsWith('.cmd') })
			.on('error', reject)
			.on('close', (code) => resolve(code ?? 1));
	});
}
