import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/places.mjs';
import { task } from './lib/task.mjs';

/** How large the sources are: a figure that a change is measured by, never a test. */
const files = readdirSync(path.join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.ts'))
	.map((name) => ({
		name,
		lines: readFileSync(path.join(root, 'nodes', name), 'utf8')
			.trimEnd()
			.split('\n').length,
	}))
	.sort((one, other) => one.lines - other.lines);

const lines = files.reduce((sum, file) => sum + file.lines, 0);
const roomOf = (name) =>
	name
		.split(path.sep)
		.slice(0, name.startsWith('shared') ? 2 : 1)
		.join('/');
const rooms = [...new Set(files.map(({ name }) => roomOf(name)))].filter((room) => !room.endsWith('.ts')).sort();

console.log(`TypeScript files under nodes/   ${files.length}`);
console.log(`formatted lines                 ${lines}`);
console.log(`median file                     ${files[Math.floor(files.length / 2)]?.lines} lines`);
console.log(`files of 12 lines or less       ${files.filter((file) => file.lines <= 12).length}`);
console.log(`the longest                     ${files.at(-1)?.name} (${files.at(-1)?.lines} lines)\n`);
for (const room of rooms) {
	const own = files.filter(({ name }) => roomOf(name) === room);
	console.log(
		`${room.padEnd(30)} ${String(own.length).padStart(3)} files ${String(own.reduce((sum, file) => sum + file.lines, 0)).padStart(6)} lines`,
	);
}
console.log();
await task('tsx', 'test/bench/way.ts');
