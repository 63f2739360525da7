import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/places.mjs';
import { textOf } from './sources.mjs';

/** Lock files belong to their package.json, and work with whatever registry somebody has. */
export function locks() {
	return ['.', ...installedIn('test')].flatMap((folder) => {
		const file = path.posix.join(folder, 'package-lock.json');
		const todo = `Run: npm run lock${folder === '.' ? '' : ` -- ${folder}`}`;
		const text = textOf(file);
		if (text === undefined) return [{ says: `${file} is missing`, todo }];
		const manifest = JSON.parse(textOf(path.posix.join(folder, 'package.json')));
		const { version, packages } = JSON.parse(text);
		const isOf = version === manifest.version && sameLists(packages[''], manifest);
		return [
			...(text.includes('"resolved"') ? [{ says: `${file} names the registry of one machine`, todo }] : []),
			...(isOf ? [] : [{ says: `${file} is not of its package.json`, todo }]),
		];
	});
}

function sameLists(locked, manifest) {
	const list = (one, member) => JSON.stringify(Object.entries(one?.[member] ?? {}).sort());
	return ['dependencies', 'devDependencies'].every((member) => list(locked, member) === list(manifest, member));
}

/** Folders of a folder, and theirs, that npm installs something in. Where it is at work at this moment begins with a dot. */
function installedIn(place, depth = 2) {
	if (depth === 0) return [];
	const folders = readdirSync(path.join(root, place), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
		.map(({ name }) => path.posix.join(place, name));
	return folders.flatMap((folder) => [
		...(textOf(path.posix.join(folder, 'package.json')) === undefined ? [] : [folder]),
		...installedIn(folder, depth - 1),
	]);
}
