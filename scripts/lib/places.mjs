import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
export const n8nHome = path.join(root, 'test', 'n8n');
/** The engine of the oldest n8n that the package works in; its package.json says which that is. */
export const oldestEngine = path.join(root, 'test', 'oldest');
/** Whole other n8n that the heart of the e2e suite runs in: one folder a version. */
const n8nVersions = path.join(root, 'test', 'n8n-versions');
export const otherN8nHomes = readdirSync(n8nVersions).map((version) => path.join(n8nVersions, version));
/** The registry that stands in for npm's. */
export const registryHome = path.join(root, 'test', 'registry');
export const mutationHome = path.join(root, 'test', 'mutation');

/** Wiped with every clean installation, and never published. */
export const cache = path.join(root, 'node_modules', '.cache', 'user-provisioning');
export const tarball = path.join(cache, 'package.tgz');

/** What is published: everything in one package, and each vendor alone. A vendor is a folder of `nodes/`. */
export const PACKAGES = [
	{ name: 'n8n-nodes-user-provisioning' },
	{ name: 'n8n-nodes-axero', vendor: 'Axero' },
	{ name: 'n8n-nodes-appenate', vendor: 'Appenate' },
	{ name: 'n8n-nodes-highq-publisher', vendor: 'HighQPublisher' },
	{ name: 'n8n-nodes-ispring-learn', vendor: 'ISpringLearn' },
];
const [whole] = PACKAGES;

/** Where the package.json and the README of a package are kept; its code is the same for all. */
export const sourceOf = (name) => (name === whole.name ? root : path.join(root, 'packages', name));
/** Where a package lies as it is published. */
export const stagedAt = (name) => path.join(cache, 'packages', name);
export const tarballOf = (name) => (name === whole.name ? tarball : path.join(cache, `${name}.tgz`));

const onWindows = process.platform === 'win32';

/** The Node that n8n needs; it comes as a development dependency. */
export const node24 = path.join(root, 'node_modules', 'node', 'bin', onWindows ? 'node.exe' : 'node');

export const bin = (name) => path.join(root, 'node_modules', '.bin', onWindows ? `${name}.cmd` : name);

/** What Prettier formats, and what `npm test` checks. */
export const FORMATTED = ['{nodes,credentials,test,scripts}/**/*.{ts,js,mjs,cjs}', '*.{js,mjs}'];
