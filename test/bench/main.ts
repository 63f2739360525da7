import './nodeFiles';

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PARTS, type Extent, type Part } from './parts';
import { markdownOf, pictureOf, textOf, type Found } from './report';
import { Vendor } from './vendor';

/*
 * npm run bench [-- [--all] [--only ways,delays] [--rounds 5] [--write]]
 *
 * Our nodes, as they are packed, beside the least that a node can be, beside n8n's own nodes, and beside the requests
 * alone: in n8n's own engine, each in a process of its own, in turn. Only ratios within one run count. The sandbox
 * counts what arrives: where somebody did less work, or had more on the way than allowed, the part fails, and the bench ends
 * with 1 after the other parts.
 */

const ROOT = join(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'scale.md');
const PICTURE = join(ROOT, 'docs', 'scale.svg');

/** What others measure, by commands of their own: directories, a node's file, XML. */
const COMMANDS = ['directories', 'loading', 'xml'];

const has = (name: string): boolean => process.argv.includes(`--${name}`);
const given = (name: string): string | undefined => (has(name) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : undefined);

async function foundBy({ people, measure }: Part, extent: Extent, folder: string): Promise<Found> {
	const vendor = await Vendor.start(people(extent));
	try {
		const opened = await vendor.open();
		const certificateFile = opened.certificate === undefined ? undefined : join(folder, 'certificate.pem');
		if (certificateFile !== undefined) writeFileSync(certificateFile, opened.certificate ?? '');
		return await measure({ vendor, opened, certificateFile }, extent);
	} finally {
		vendor.close();
	}
}

/** What one of the commands prints. */
function printedBy(name: string): string | undefined {
	const file = join(__dirname, `${name}.ts`);
	if (!existsSync(file)) return undefined;
	try {
		return execFileSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
	} catch (error) {
		return failed(name, error);
	}
}

/** The other parts go on; the bench ends with 1. */
function failed(part: string, error: unknown): undefined {
	console.error(`${part} failed: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
}

function write(found: readonly Found[], printed: readonly string[], { rounds }: Extent): void {
	const bars = found.flatMap((one) => one.bars);
	if (bars.length > 0) writeFileSync(PICTURE, pictureOf(bars));
	const text = [
		`Measured in n8n's own engine on two shared cores, with the vendors' sandbox on the same machine. ${rounds === 1 ? 'One round.' : `Medians of ${rounds} rounds in turn, and in parentheses the least and the most.`} Only the ratios mean something elsewhere. The bare node reads the same two parameters for each item, sends the same requests through n8n's helper, and does nothing else.`,
		...(bars.length > 0 ? ['![People per second beside the bare node](scale.svg)'] : []),
		...found.flatMap(({ sections }) => sections.map(markdownOf)),
		...printed.map((lines) => `\`\`\`text\n${lines}\n\`\`\``),
	].join('\n\n');
	const page = readFileSync(PAGE, 'utf8');
	const measured = /(<!-- npm run bench -- --write -->\n)[^]*?(<!-- until here -->)/;
	if (!measured.test(page)) throw new Error('docs/scale.md has no place for what was measured');
	writeFileSync(
		PAGE,
		page.replace(measured, (_all, begin: string, end: string) => `${begin}\n${text}\n\n${end}`),
	);
}

async function main(): Promise<void> {
	const isWhole = has('all');
	const extent: Extent = { isWhole, rounds: Number(given('rounds') ?? (isWhole ? 5 : 2)) };
	const only = given('only')?.split(',');
	const unknown = only?.filter((name) => !(name in PARTS) && !COMMANDS.includes(name)) ?? [];
	if (unknown.length > 0)
		throw new Error(`There is no part ${unknown.join(', ')}. Parts: ${[...Object.keys(PARTS), ...COMMANDS].join(', ')}`);
	const isWanted = (name: string): boolean => only?.includes(name) ?? true;

	const folder = mkdtempSync(join(tmpdir(), 'user-provisioning-bench-'));
	try {
		const found: Found[] = [];
		for (const [name, part] of Object.entries(PARTS).filter(([one]) => isWanted(one))) {
			console.error(`measuring: ${name}`);
			const one = await foundBy(part, extent, folder).catch((error: unknown) => failed(name, error));
			for (const section of one?.sections ?? []) console.log(textOf(section));
			if (one) found.push(one);
		}
		const commands = COMMANDS.filter((name) => isWanted(name) && (isWhole || only !== undefined));
		const printed = commands.flatMap((name) => printedBy(name) ?? []);
		for (const lines of printed) console.log(`\n${lines}`);
		if (has('write') && process.exitCode === 1) throw new Error('A part failed, so nothing was written into docs/scale.md');
		if (has('write')) write(found, printed, extent);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
