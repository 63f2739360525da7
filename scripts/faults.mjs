import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bin, root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit } from './lib/step.mjs';

const FOUND = path.join(root, 'node_modules/.cache/user-provisioning/faults');
const ALONE = 'faults/pace';
const COLUMNS = ['fault', 'strikes', 'way', 'operation', 'sent', 'written', 'out'];

/** Each fault on each way in each operation: what was sent, what was written, what came out. */
function table(rows) {
	const widths = COLUMNS.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
	const line = (cells) => cells.map((cell, i) => cell.padEnd(i === cells.length - 1 ? 0 : widths[i])).join('  ');
	return [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))].map(line).join('\n');
}

await main(async () => {
	await prepare();
	rmSync(FOUND, { recursive: true, force: true });
	const jest = async (...args) => await inherit(bin('jest'), ['--selectProjects', 'faults', ...args], { cwd: root });
	const chosen = process.argv.slice(2);
	// What counts in real seconds runs alone; most of the rest waits for a silent vendor.
	const parts =
		chosen.length > 0
			? [chosen]
			: [
					['--testPathPatterns', ALONE],
					['--testPathIgnorePatterns', ALONE, '--maxWorkers=4'],
				];
	let code = 0;
	for (const args of parts) code = (await jest(...args)) || code;
	const files = existsSync(FOUND) ? readdirSync(FOUND) : [];
	const rows = files.filter((name) => name.endsWith('.json')).flatMap((name) => JSON.parse(readFileSync(path.join(FOUND, name), 'utf8')));
	if (rows.length > 0) console.log(`\n${table(rows)}`);
	console.log(`\n${rows.length} cells, ${rows.filter(({ problems }) => problems.length > 0).length} with problems`);
	if (files.includes('figures.txt')) console.log(readFileSync(path.join(FOUND, 'figures.txt'), 'utf8'));
	return code;
});
