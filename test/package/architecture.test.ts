import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder, importsIn, ROOT } from './packed';

interface Source {
	readonly file: string;
	readonly text: string;
	/** Imports of own files as paths from the project's root, without an extension; others as they are written. */
	readonly imports: readonly string[];
}

const PROVIDED = /^(n8n-workflow|luxon|node:crypto)$/;
/** Runs before a credential is stored, when no node is there to send for it. */
const CREDENTIAL_CHECK = 'nodes/shared/n8n/session/credentialCheck';
const CHECKING_SEND = 'nodes/shared/n8n/session/checkingSend';

/** What every part may speak of. */
const FAILURE = 'nodes/shared/failure';

/** Rooms of what is shared, and what each may import; `words` are the files beside them. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
	words: ['http'],
	json: ['words'],
	xml: ['words'],
	http: ['words'],
	provisioning: ['words'],
	fields: ['json', 'provisioning', 'words'],
	scim: ['provisioning', 'words'],
	'n8n/parameters': ['fields', 'http', 'json', 'provisioning', 'scim', 'words'],
	'n8n/session': ['fields', 'http', 'json', 'n8n/parameters', 'provisioning', 'words'],
	'n8n/run': ['fields', 'http', 'json', 'n8n/parameters', 'n8n/session', 'provisioning', 'scim', 'words'],
};

function roomOf(file: string): string {
	const [, shared, room = '', inside = ''] = file.replace(/\.ts$/, '').split('/');
	if (shared !== 'shared') return file;
	if (room === 'n8n') return `n8n/${inside}`;
	return inside === '' ? 'words' : room;
}

const SWITCHED_OFF = new RegExp(['eslint' + '-disable', '@ts-' + 'ignore', '@ts-' + 'expect-error', '@ts-' + 'nocheck'].join('|'));

const published = [...sourcesIn('nodes'), ...sourcesIn('credentials')];
const vendors = readdirSync(path.join(ROOT, 'nodes'), { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && entry.name !== 'shared')
	.map(({ name }) => name);

describe('the sources', () => {
	it('are there', () => {
		expect(published.length).toBeGreaterThan(0);
	});

	it('take third-party code in at the doors named libraries.ts only', () => {
		const breaches = breachesOf(
			published,
			({ file }, name) => !isOwn(name) && !PROVIDED.test(name) && !/^nodes\/shared\/.*\/libraries\.ts$/.test(file),
		);

		expect(breaches).toEqual([]);
	});

	it('send requests from one place only, and another one for credentials and their tokens', () => {
		const senders = published
			.filter(({ file, text }) => /\bhttpRequest/.test(text) && !file.startsWith('credentials/'))
			.map(({ file }) => file);

		expect(senders.sort()).toEqual([`${CHECKING_SEND}.ts`, 'nodes/shared/n8n/session/platform.ts']);
	});

	it('check credentials from credentials only', () => {
		const nodes = published.filter(({ file }) => file.startsWith('nodes/'));

		expect(
			breachesOf(
				nodes,
				({ file }, name) => name === CREDENTIAL_CHECK || (name === CHECKING_SEND && file !== 'nodes/shared/n8n/session/oauth2.ts'),
			),
		).toEqual([]);
	});

	it('keep provisioning free of n8n, HTTP and vendors', () => {
		const provisioning = published.filter(({ file }) => file.startsWith('nodes/shared/provisioning/'));
		const breaches = breachesOf(
			provisioning,
			({ file }, name) => !name.startsWith('nodes/shared/provisioning/') && name !== FAILURE && !file.endsWith('/libraries.ts'),
		);

		expect(breaches).toEqual([]);
	});

	it('keep SCIM free of n8n, HTTP and vendors', () => {
		const scim = published.filter(({ file }) => file.startsWith('nodes/shared/scim/'));
		const breaches = breachesOf(
			scim,
			(_, name) => !name.startsWith('nodes/shared/scim/') && name !== FAILURE && name !== 'nodes/shared/provisioning/types',
		);

		expect(breaches).toEqual([]);
	});

	it('keep fields and their values free of n8n, HTTP and vendors', () => {
		const fields = published.filter(({ file }) => file.startsWith('nodes/shared/fields/'));

		expect(fields.length).toBeGreaterThan(0);
		expect(
			breachesOf(fields, (_, name) => name === 'n8n-workflow' || /^nodes\/(?!shared\/)|^nodes\/shared\/(n8n|http)\//.test(name)),
		).toEqual([]);
	});

	it.each(vendors)('keep what %s is, below what n8n shows and runs, free of it', (vendor) => {
		const meetsN8n = new RegExp(`^nodes/${vendor}/(actions/|methods\\b|users$|userParameters$|${vendor}\\.node$)`);
		const below = published.filter(({ file }) => file.startsWith(`nodes/${vendor}/`) && !meetsN8n.test(file.replace(/\.ts$/, '')));

		expect(below.length).toBeGreaterThan(0);
		expect(breachesOf(below, (_, name) => name.startsWith('nodes/shared/n8n/') || meetsN8n.test(name))).toEqual([]);
	});

	it.each(vendors)('let what %s is import what knows no n8n, and types of n8n', (vendor) => {
		const below = published.filter(({ file }) => new RegExp(`^nodes/${vendor}/(user|wire)/`).test(file));
		const rooms = new Set(['words', 'fields', 'http', 'json', 'xml', 'scim', 'provisioning']);

		expect(below.length).toBeGreaterThan(0);
		expect(
			breachesOf(
				below,
				(_, name) => !name.startsWith(`nodes/${vendor}/`) && !rooms.has(roomOf(name)) && !/^(n8n-workflow|node:crypto)$/.test(name),
			),
		).toEqual([]);
	});

	it.each(vendors)('leave XML to what %s sends and reads', (vendor) => {
		const above = published.filter(({ file }) => file.startsWith(`nodes/${vendor}/`) && !file.startsWith(`nodes/${vendor}/wire/`));

		expect(breachesOf(above, (_, name) => roomOf(name) === 'xml')).toEqual([]);
	});

	it('keep what is shared free of vendors', () => {
		const shared = published.filter(({ file }) => file.startsWith('nodes/shared/'));

		expect(breachesOf(shared, (_, name) => vendors.some((vendor) => name.startsWith(`nodes/${vendor}/`)))).toEqual([]);
	});

	it.each(vendors)('keep %s apart from the other vendors', (vendor) => {
		const own = published.filter(({ file }) => file.startsWith(`nodes/${vendor}/`));

		expect(breachesOf(own, (_, name) => vendors.some((other) => other !== vendor && name.startsWith(`nodes/${other}/`)))).toEqual([]);
	});

	it("keep nothing beside another's object", () => {
		const offenders = published.filter(({ text }) => /\bnew Weak(Map|Set)\b/.test(text)).map(({ file }) => file);

		expect(offenders).toEqual([]);
	});

	it('import nothing that imports them back, not even for a type', () => {
		expect(circlesIn(new Map(published.map(({ file, imports }) => [file.replace(/\.ts$/, ''), imports])))).toEqual([]);
	});

	it.each(Object.entries(MAY_IMPORT))('let %s import %j only', (room, rooms) => {
		const inside = published.filter(({ file }) => roomOf(file) === room);

		expect(inside.length).toBeGreaterThan(0);
		expect(breachesOf(inside, ({ file }, name) => isOwn(name) && roomOf(name) !== roomOf(file) && !rooms.includes(roomOf(name)))).toEqual(
			[],
		);
	});

	it('stand in a room of which it is said what it may import', () => {
		const rooms = new Set(published.filter(({ file }) => file.startsWith('nodes/shared/')).map(({ file }) => roomOf(file)));

		expect([...rooms].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
	});

	it('know an error of their own by what it carries, since a credential and a node have a copy of its class each', () => {
		const offenders = published.filter(({ text }) => /\binstanceof FailureError\b/.test(text)).map(({ file }) => file);

		expect(offenders).toEqual([]);
	});

	it('leave the loop over items to what is shared', () => {
		const loops = published.filter(({ file, text }) => /^nodes\/(?!shared\/)[^/]+\/actions\//.test(file) && /\bgetInputData\b/.test(text));

		expect(loops.map(({ file }) => file)).toEqual([]);
	});

	it('switch no rule off', () => {
		const offenders = [...published, ...sourcesIn('test')].filter(({ text }) => SWITCHED_OFF.test(text)).map(({ file }) => file);

		expect(offenders).toEqual([]);
	});

	it('stay short enough to hold in the head', () => {
		const lengthOf = (text: string) => text.trimEnd().split('\n').length;
		const tooLong = [...published, ...sourcesIn('scripts')]
			.filter(({ file, text }) => lengthOf(text) > (file.endsWith('.node.ts') ? 150 : 300))
			.map(({ file, text }) => `${file}: ${lengthOf(text)} lines`);

		expect(tooLong).toEqual([]);
	});
});

function sourcesIn(folder: string): readonly Source[] {
	return filesUnder(path.join(ROOT, folder))
		.filter((file) => /\.(ts|js|mjs|cjs)$/.test(file))
		.map((name) => {
			const file = `${folder}/${name}`;
			const text = readFileSync(path.join(ROOT, file), 'utf8');
			return { file, text, imports: importsIn(text).map((imported) => fromRoot(file, imported)) };
		});
}

function fromRoot(file: string, imported: string): string {
	return imported.startsWith('.') ? path.posix.join(path.posix.dirname(file), imported).replace(/\.[jt]s$/, '') : imported;
}

function isOwn(name: string): boolean {
	return /^(nodes|credentials)\//.test(name);
}

function breachesOf(sources: readonly Source[], isBreach: (source: Source, imported: string) => boolean): readonly string[] {
	return sources.flatMap((source) =>
		source.imports.filter((name) => isBreach(source, name)).map((name) => `${source.file} imports ${name}`),
	);
}

/** The circles of a graph, each as the path that closes it; what leads to no circle is left out one by one. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
	const done = new Set<string>();
	const walk = (from: string, path: readonly string[]): readonly string[] => {
		const met = path.indexOf(from);
		if (met >= 0) return [[...path.slice(met), from].join(' > ')];
		if (done.has(from)) return [];
		const circles = (graph.get(from) ?? []).flatMap((next) => walk(next, [...path, from]));
		done.add(from);
		return circles;
	};
	return [...graph.keys()].flatMap((from) => walk(from, []));
}
