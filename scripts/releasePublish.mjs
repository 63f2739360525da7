import { packAll } from './lib/package.mjs';
import { PACKAGES, tarballOf } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit } from './lib/step.mjs';
import { sources } from './release/sources.mjs';
import { publishedOf } from './release/version.mjs';

/**
 * Publishes every package with a statement of where it was built; only GitHub Actions can make one. After a failure it goes
 * on where it stopped. With --dry-run it says what it would run.
 */
await main(async () => {
	await prepare();
	await packAll();
	const isDry = process.argv.includes('--dry-run');
	const [{ manifest }] = sources();
	for (const { name } of PACKAGES) {
		const args = ['publish', tarballOf(name), '--provenance', '--access', 'public'];
		if (isDry) console.log(['npm', ...args].join(' '));
		else if (isOnNpm(name, manifest.version)) console.log(`${name} ${manifest.version} is on npm already.`);
		else if ((await inherit('npm', args)) !== 0)
			throw new Error(`npm refused ${name}. Mend it and run this job again: what was published is passed over.`);
	}
});

function isOnNpm(name, version) {
	const versions = publishedOf(name);
	if (typeof versions === 'string') throw new Error(`npm does not tell which versions of ${name} there are: ${versions}`);
	return versions.includes(version);
}
