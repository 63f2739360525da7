import { fileOf, sources, textOf } from './sources.mjs';

/** The same in every package.json. */
const SHARED = ['license', 'author', 'bugs', 'engines', 'files', 'peerDependencies'];
const SHARED_IN_N8N = ['n8nNodesApiVersion', 'strict'];
/** Scripts that npm would run at whoever installs the package, and members that n8n refuses. */
const AT_INSTALL = ['preinstall', 'install', 'postinstall', 'prepublish', 'prepare', 'preprepare', 'postprepare'];
const REFUSED = ['dependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies', 'overrides'];
const KEYWORD = 'n8n-community-node-package';

export function manifests() {
	const [whole, ...singles] = sources();
	return [
		...licence(),
		...[whole, ...singles].flatMap(refusedByN8n),
		...singles.flatMap((one) => differing(one, whole)),
		...unclaimed(whole, singles),
	];
}

function licence() {
	const isMit = /^MIT License\s/.test(textOf('LICENSE') ?? '');
	return isMit ? [] : [{ says: 'LICENSE is not the MIT license', todo: 'Put it back: n8n verifies nothing else' }];
}

function refusedByN8n(one) {
	const { manifest } = one;
	const file = fileOf(one, 'package.json');
	const filled = (member) => Object.keys(manifest[member] ?? {}).length > 0;
	const hooks = AT_INSTALL.filter((name) => manifest.scripts?.[name] !== undefined);
	return [
		...REFUSED.filter(filled).map((member) => ({
			says: `${file} has ${member}`,
			todo: 'n8n allows none: bundle the library (libraries.ts)',
		})),
		...hooks.map((name) => ({ says: `${file} has the script ${name}`, todo: 'Take it out: it would run at everyone who installs' })),
		...(manifest.license === 'MIT'
			? []
			: [{ says: `${file} has the license ${manifest.license}`, todo: 'Write MIT: n8n verifies nothing else' }]),
		...(manifest.keywords?.includes(KEYWORD)
			? []
			: [{ says: `${file} lacks the keyword ${KEYWORD}`, todo: 'Add it: n8n finds packages by it' }]),
	];
}

function differing(one, whole) {
	const file = fileOf(one, 'package.json');
	const different = (member, own, other) =>
		JSON.stringify(own) === JSON.stringify(other)
			? []
			: [{ says: `${file} differs from package.json in ${member}`, todo: 'Make it the same' }];
	const { directory, ...repository } = one.manifest.repository ?? {};
	return [
		...SHARED.flatMap((member) => different(member, one.manifest[member], whole.manifest[member])),
		...SHARED_IN_N8N.flatMap((member) => different(`n8n.${member}`, one.manifest.n8n?.[member], whole.manifest.n8n[member])),
		...different('repository', repository, whole.manifest.repository),
		...(directory === one.folder ? [] : [{ says: `${file} has the repository.directory ${directory}`, todo: `Write ${one.folder}` }]),
		...(one.manifest.name === one.name ? [] : [{ says: `${file} has the name ${one.manifest.name}`, todo: `Write ${one.name}` }]),
	];
}

/** Every node and credential of the whole package is in exactly one single package. */
function unclaimed(whole, singles) {
	return ['nodes', 'credentials'].flatMap((kind) => {
		const all = whole.manifest.n8n[kind];
		const claimed = singles.flatMap(({ manifest }) => manifest.n8n?.[kind] ?? []);
		const missing = all.filter((file) => claimed.filter((one) => one === file).length !== 1);
		const strange = claimed.filter((file) => !all.includes(file));
		return [
			...missing.map((file) => ({
				says: `${file} is not in exactly one package of packages/`,
				todo: 'Name it under n8n in one package.json there',
			})),
			...strange.map((file) => ({ says: `${file} is in packages/, but not in package.json`, todo: 'Name it under n8n in both' })),
		];
	});
}
