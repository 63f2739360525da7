import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PACKAGES, root, sourceOf } from '../lib/places.mjs';

/** A file of the project as text, `undefined` where there is none. */
export function textOf(file) {
	const full = path.resolve(root, file);
	return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

/** Every package as `{ name, vendor, folder, manifest }`; the folder holds its sources, from the project's root. */
export function sources() {
	return PACKAGES.map(({ name, vendor }) => {
		const folder = path.relative(root, sourceOf(name)).split(path.sep).join('/') || '.';
		return { name, vendor, folder, manifest: JSON.parse(readFileSync(path.join(sourceOf(name), 'package.json'), 'utf8')) };
	});
}

/** `packages/n8n-nodes-axero/README.md`, `README.md` */
export const fileOf = ({ folder }, file) => path.posix.join(folder, file);
