import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/** The files below a folder of the project, or the file itself, as paths from the project's root; nothing where there is none. */
export function filesUnder(place) {
	const full = path.join(root, place);
	if (!existsSync(full)) return [];
	const entries = readdirSync(path.dirname(full), { withFileTypes: true }).find(({ name }) => name === path.basename(full));
	if (entries?.isFile()) return [place];
	return readdirSync(full, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
		.sort();
}
