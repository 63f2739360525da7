import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder } from '../lib/files.mjs';
import { root } from '../lib/places.mjs';
import { textOf } from './sources.mjs';

/*
 * Which pictures of docs/ are older than what they show. No clock decides: docs/pictures.json keeps, of each picture, a
 * fingerprint of its file and one of what it showed when it was taken. `npm run screenshots` writes it.
 */

const KEPT = 'docs/pictures.json';

/** The page of a first workflow is of one node, with its credentials. */
const NODES = { axero: 'axero', appenate: 'appenate', 'highq-publisher': 'highQPublisher', 'ispring-learn': 'iSpringLearn' };

/** What one sees, by the picture's name; the first that fits. */
const SHOWN = [
	[/^template-(.+)$/, ([, name]) => [workflow('templates', name)]],
	[/^editor$/, () => [workflow('demo', 'start-here')]],
	[/^sandbox/, () => filesUnder('test/sandbox/page').map(textOf)],
	[/^first-workflow\/(.+)-1-actions$/, ([, name]) => [actionsOf(name)]],
	[/^first-workflow\/(.+)-2-credential$/, ([, name]) => [stepsOf(name), credentialsOf(name)]],
	[/^first-workflow\/(.+)-\d-\w+$/, ([, name]) => [stepsOf(name), userPropertiesOf(name)]],
];

export function pictures() {
	const kept = JSON.parse(textOf(KEPT) ?? '{}');
	const wrong = Map.groupBy(all(), (picture) => wrongWith(kept[picture], fingerprintsOf(picture)));
	wrong.delete(undefined);
	return [...wrong].map(([why, found]) => ({
		says: `${why}: ${found.map((picture) => `docs/${picture}.png`).join(', ')}`,
		todo: 'Run: npm run screenshots',
		atTag: true,
	}));
}

function wrongWith(then, now) {
	if (!then) return 'Nobody knows what these pictures show';
	if (then.picture !== now.picture) return 'These are not the pictures that were taken';
	return then.shows === now.shows ? undefined : 'These pictures are older than what they show';
}

/** Keeps what these pictures show now; without a list, all. */
export function keepFingerprints(taken = all()) {
	const kept = JSON.parse(textOf(KEPT) ?? '{}');
	const fresh = Object.fromEntries(all().map((picture) => [picture, taken.includes(picture) ? fingerprintsOf(picture) : kept[picture]]));
	writeFileSync(path.join(root, KEPT), `${JSON.stringify(fresh, null, '\t')}\n`);
}

/** Names without ending, as `first-workflow/axero-1-actions`. */
const all = () =>
	filesUnder('docs')
		.filter((file) => file.endsWith('.png'))
		.map((file) =>
			path
				.relative('docs', file)
				.split(path.sep)
				.join('/')
				.replace(/\.png$/, ''),
		);

function fingerprintsOf(picture) {
	const [found, shown] = SHOWN.map(([name, texts]) => [name.exec(picture), texts]).find(([match]) => match) ?? [];
	return {
		picture: hashOf([readFileSync(path.join(root, 'docs', `${picture}.png`))]),
		shows: hashOf(found ? shown(found) : []),
	};
}

const hashOf = (parts) =>
	parts
		.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256'))
		.digest('hex')
		.slice(0, 16);

/** `2-nightly-sync.json` by `nightly-sync`, however it is laid out. */
function workflow(folder, name) {
	const place = `workflows/${folder}`;
	const file = readdirSync(path.join(root, place)).find((one) => one.replace(/^\d+-/, '') === `${name}.json`);
	return file === undefined ? '' : JSON.stringify(JSON.parse(textOf(`${place}/${file}`)));
}

/** The numbered steps of a page, which are carried out for its pictures. */
const stepsOf = (name) => (textOf(`docs/first-workflow-${name}.md`) ?? '').match(/^\d+\. .+$/gm)?.join('\n') ?? '';

const isOf = (name, type) => type.name.toLowerCase().startsWith(NODES[name].toLowerCase());

/** As the editor gets them, in the order in which it shows them. */
function described(kind, name) {
	const file = path.join(root, 'dist', 'types', `${kind}.json`);
	if (!existsSync(file)) throw new Error('What the pictures show is read from what is built. Run: npm run build');
	return JSON.parse(readFileSync(file, 'utf8')).filter((type) => isOf(name, type));
}

const credentialsOf = (name) =>
	JSON.stringify(described('credentials', name).map(({ displayName, properties }) => ({ displayName, properties })));

function actionsOf(name) {
	const lists = described('nodes', name).flatMap(({ displayName, properties }) => [
		displayName,
		...properties
			.filter((one) => ['resource', 'operation'].includes(one.name))
			.flatMap(({ options }) => options.map((one) => one.action ?? one.name)),
	]);
	return JSON.stringify(lists);
}

/** What the editor shows of the users of a vendor. */
const userPropertiesOf = (name) =>
	JSON.stringify(
		described('nodes', name).flatMap(({ properties }) =>
			properties.filter(({ displayOptions: { show } = {} }) => show?.resource?.includes('user') ?? true),
		),
	);
