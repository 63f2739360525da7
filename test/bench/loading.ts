import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { figureOf, type Figure } from './figures';

/*
 * What it takes n8n to read a node as it is built, to make it and to keep it, beyond an empty node's file: with n8n-workflow in memory,
 * each time in a new process, in turn. Build first.
 * tsx test/bench/loading.ts --rounds 15
 */

const ROOT = join(__dirname, '..', '..');
const EMPTY = 'exports.Empty = class { description = {}; };\n';

/** `running`: what it takes in addition, in milliseconds, before it runs for the first time. */
type Reading = Readonly<{ milliseconds: number; megabytes: number; running: number }>;

/** Of one file, more than an empty node. */
export type LoadingCost = Readonly<{ file: string; milliseconds: Figure; megabytes: Figure; running: Figure }>;

export function loadingCosts(rounds: number): readonly LoadingCost[] {
	const { n8n } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } };
	const files = [...n8n.nodes, ...n8n.credentials];
	const folder = mkdtempSync(join(tmpdir(), 'user-provisioning-loading-'));
	try {
		const empty = join(folder, 'Empty.node.js');
		writeFileSync(empty, EMPTY);
		const turns = Array.from({ length: rounds }, () => ({
			nothing: readingOf(empty),
			readings: new Map(files.map((file) => [file, readingOf(join(ROOT, file))])),
		}));
		return files.map((file) => {
			const more = (value: (reading: Reading) => number): Figure =>
				figureOf(
					turns.flatMap(({ nothing, readings }) =>
						[...readings].filter(([name]) => name === file).map(([, one]) => value(one) - value(nothing)),
					),
				);
			return {
				file,
				milliseconds: more(({ milliseconds }) => milliseconds),
				megabytes: more(({ megabytes }) => megabytes),
				running: more(({ running }) => running),
			};
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function readingOf(file: string): Reading {
	const said = execFileSync(process.execPath, ['--expose-gc', join(__dirname, 'loadingProcess.mjs'), file], { encoding: 'utf8' });
	return JSON.parse(said) as Reading;
}

/** A line of figures; the least is nearest to an idle machine. */
export function toldOfLoading({ file, milliseconds, megabytes, running }: LoadingCost): string {
	const { median, least, most } = milliseconds;
	return `${file}: ${median.toFixed(1)} ms (${least.toFixed(1)}–${most.toFixed(1)}), ${megabytes.median.toFixed(2)} MB; ${running.median.toFixed(1)} ms more to run`;
}

function flag(name: string, usual: number): number {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? usual : Number(process.argv[at + 1]);
}

if (require.main === module) for (const cost of loadingCosts(flag('rounds', 15))) console.log(toldOfLoading(cost));
