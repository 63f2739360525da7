import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packAll } from '../lib/package.mjs';
import { tarballOf } from '../lib/places.mjs';
import { sources } from './sources.mjs';

/** Packs what changed, and looks at every package as npm would publish it. */
export async function eachUnpacked(look) {
	await packAll();
	const findings = [];
	for (const source of sources()) {
		const folder = mkdtempSync(path.join(tmpdir(), 'user-provisioning-release-'));
		try {
			execFileSync('tar', ['-xzf', tarballOf(source.name), '-C', folder, '--strip-components=1']);
			findings.push(...(await look(packageIn(folder, source))));
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}
	return findings;
}

function packageIn(folder, source) {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
		.sort();
	return {
		...source,
		folder,
		files,
		read: (file) => readFileSync(path.join(folder, file), 'utf8'),
		sizeOf: (file) => statSync(path.join(folder, file)).size,
	};
}
