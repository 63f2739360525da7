import { spawnSync } from 'node:child_process';
import { fileOf, sources } from './sources.mjs';

/** Three numbers, and what comes before a release: 1.2.3, 1.2.3-rc.1 */
const VERSION = /^(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?$/;
export const isVersion = (text) => VERSION.test(text);

/** One version for all packages, which is the tag's, and which npm has nothing of yet. */
export function version({ tag }) {
	const all = sources();
	const wanted = all[0].manifest.version;
	if (!isVersion(wanted)) return [{ says: `package.json has the version ${wanted}`, todo: 'Write three numbers, such as 1.2.3' }];
	const others = all.filter(({ manifest }) => manifest.version !== wanted);
	const findings = others.map((one) => ({
		says: `${fileOf(one, 'package.json')} has the version ${one.manifest.version}, package.json has ${wanted}`,
		todo: `Run: npm run release:version -- ${wanted}`,
	}));
	if (tag === undefined) return findings;
	if (tag !== `v${wanted}`)
		findings.push({ says: `The tag ${tag} is not the version ${wanted}`, todo: `Tag v${wanted}, or raise the version` });
	return [...findings, ...all.flatMap(({ name }) => onNpm(name, wanted))];
}

function onNpm(name, wanted) {
	const published = publishedOf(name);
	if (typeof published === 'string')
		return [{ says: `npm does not tell which versions of ${name} there are: ${published}`, todo: 'Try again' }];
	const newer = published.filter((one) => isAtLeast(one, wanted));
	if (newer.length === 0) return [];
	const says = `${name} ${newer.at(-1)} is on npm already, and the version here is ${wanted}`;
	return [{ says, todo: 'Raise the version: npm run release:version -- <version>' }];
}

/** All versions on npm; a text says why they can't be had. */
export function publishedOf(name) {
	const asked = spawnSync('npm', ['view', name, 'versions', '--json'], { encoding: 'utf8', shell: process.platform === 'win32' });
	if (asked.status !== 0) return asked.stderr.includes('E404') ? [] : (asked.stderr.trim().split('\n')[0] ?? 'no answer');
	return [JSON.parse(asked.stdout)].flat();
}

/** What comes before a release counts as that release. */
export function isAtLeast(one, other) {
	const numbers = (text) => VERSION.exec(text)?.slice(1, 4).map(Number) ?? [0, 0, 0];
	const [left, right] = [numbers(one), numbers(other)];
	const at = left.findIndex((number, i) => number !== right[i]);
	return at < 0 ? one === other || !other.includes('-') : left[at] > right[at];
}
