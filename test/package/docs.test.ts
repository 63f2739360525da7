import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { APPENATE_FIELDS } from '../../nodes/Appenate/user/profile';
import { appenateScim } from '../../nodes/Appenate/user/scim';
import { AXERO_FIELDS } from '../../nodes/Axero/user/profile';
import { AXERO_SCIM } from '../../nodes/Axero/user/scim';
import { HIGHQ_FIELDS } from '../../nodes/HighQPublisher/user/profile';
import { HIGHQ_SCIM } from '../../nodes/HighQPublisher/user/scim';
import { ISPRING_FIELDS, USER_NAME } from '../../nodes/ISpringLearn/user/profile';
import { APIS } from '../../nodes/ISpringLearn/actions/apis';
import { iSpringScim } from '../../nodes/ISpringLearn/user/scim';
import type { FieldSpec } from '../../nodes/shared/fields/spec';
import type { ScimTable } from '../../nodes/shared/scim/table';
import {
	anchorsIn,
	blocksIn,
	boldIn,
	codeIn,
	isInRepository,
	linksIn,
	PAGES,
	pageText,
	proseOf,
	sentencesIn,
	tablesIn,
	USER_PAGES,
	type Block,
} from '../documents';
import { remarksIn, stepsIn } from '../browser/steps';
import { oddWords } from '../plainWords';
import { filesUnder, ROOT, unpack, type Manifest } from './packed';

/** A parameter as the editor gets it; of options, collections and modes too. */
type Described = Readonly<{
	displayName?: string;
	name?: string;
	value?: unknown;
	type?: string;
	default?: unknown;
	displayOptions?: Readonly<{ show?: Readonly<Record<string, readonly unknown[]>> }>;
	options?: readonly Described[];
	values?: readonly Described[];
	modes?: readonly Described[];
}>;
type NodeType = Readonly<{ displayName: string; name: string; properties: readonly Described[]; codex?: Codex }>;
type CredentialType = Readonly<{ displayName: string; name: string; properties: readonly Described[]; documentationUrl?: string }>;
type Codex = Readonly<{ resources?: Readonly<Record<string, ReadonlyArray<{ url: string }>>> }>;

const published = unpack();
const nodes = published.json<readonly NodeType[]>('dist/types/nodes.json');
const credentials = published.json<readonly CredentialType[]>('dist/types/credentials.json');
const manifest = published.json<Manifest & { repository: { url: string }; homepage: string; scripts: Record<string, string> }>(
	'package.json',
);
const SINGLES = readdirSync(path.join(ROOT, 'packages'));
const PACKAGE_NAMES = new RegExp(`^(${[manifest.name, ...SINGLES].join('|')})$`);
const REPOSITORY = manifest.repository.url.replace(/^git\+|\.git$/g, '');
const FILES = `${REPOSITORY}/blob/main/`;
afterAll(published.remove);

/** `alone`: the package of this vendor. */
type Vendor = Readonly<{ page: string; alone: string; node: string; folder: string; fields: readonly FieldSpec[]; scim: ScimTable }>;
const VENDORS: readonly Vendor[] = [
	{ page: 'docs/axero.md', alone: 'n8n-nodes-axero', node: 'axero', folder: 'Axero', fields: AXERO_FIELDS, scim: AXERO_SCIM },
	{
		page: 'docs/appenate.md',
		alone: 'n8n-nodes-appenate',
		node: 'appenate',
		folder: 'Appenate',
		fields: APPENATE_FIELDS,
		scim: appenateScim(),
	},
	{
		page: 'docs/highq-publisher.md',
		alone: 'n8n-nodes-highq-publisher',
		node: 'highQPublisher',
		folder: 'HighQPublisher',
		fields: HIGHQ_FIELDS,
		scim: HIGHQ_SCIM,
	},
	{
		page: 'docs/ispring-learn.md',
		alone: 'n8n-nodes-ispring-learn',
		node: 'iSpringLearn',
		folder: 'ISpringLearn',
		fields: ISPRING_FIELDS,
		scim: iSpringScim(),
	},
];

/** Every description within others. */
function within(described: readonly Described[]): readonly Described[] {
	return described.flatMap((one) => [one, ...within([...(one.options ?? []), ...(one.values ?? []), ...(one.modes ?? [])])]);
}

const isOf = ({ node }: Vendor, { name }: NodeType | CredentialType): boolean => name.toLowerCase().startsWith(node.toLowerCase());
const inText = (code: string): string => code.replace(/^`|`$/g, '');
const inBold = (cell: string): string => cell.replace(/^\*\*|\*\*$/g, '');

describe('the README', () => {
	it('has at most 150 lines', () => {
		expect(pageText('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
	});

	it('leads to every page of docs', () => {
		const pages = USER_PAGES.filter((page) => page.startsWith('docs/'));

		expect(pages.filter((page) => !linksIn(pageText('README.md')).includes(page))).toEqual([]);
	});
});

describe.each(VENDORS)('the README of $alone', ({ page, alone, node }) => {
	const readme = pageText(`packages/${alone}/README.md`);
	const bare = (cells: readonly string[]): string => cells.join(' | ').replace(/\]\([^()]+\)/g, ']');
	const rowsOf = (text: string): readonly string[] => tablesIn(text).flatMap(({ header, rows }) => [header, ...rows].map(bare));

	it('tells how to install it, to sign in and to use it, and its limits', () => {
		const headings = [...proseOf(readme).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);

		expect(headings).toEqual([alone, 'Install it', 'Credential', 'Operations', 'Example', 'Limits', 'More']);
		expect(readme).toContain(`enter \`${alone}\``);
	});

	it('says in its tables what the page of the node says', () => {
		const onPage = rowsOf(pageText(page));

		expect(rowsOf(readme).length).toBeGreaterThan(5);
		expect(rowsOf(readme).filter((row) => !onPage.includes(row))).toEqual([]);
	});

	it('has the example of the page, for this package', () => {
		const textsIn = (text: string): readonly string[] => blocksIn(text).map((block) => block.text);
		const onPage = textsIn(pageText(page)).map((text) => text.replaceAll(`${manifest.name}.`, `${alone}.`));

		expect(textsIn(readme)[0]).toContain(`"${alone}.${node}"`);
		expect(textsIn(readme).filter((text) => !onPage.includes(text))).toEqual([]);
	});

	it('leads into the repository by whole addresses, since npm shows it elsewhere', () => {
		expect(linksIn(readme).filter((link) => !link.startsWith(FILES))).toEqual([]);
	});

	it('is what is published', () => {
		const single = unpack(alone);
		const told = single.read('README.md');
		single.remove();

		expect(told).toBe(readme);
	});
});

describe('links', () => {
	const isWeb = (link: string): boolean => /^[a-z]+:/i.test(link);
	/** @returns why a link leads nowhere */
	const dead = (link: string, from: string): string | undefined => {
		const [file = '', anchor] = link.split('#');
		const place = file === '' ? from : path.posix.join(path.posix.dirname(from), decodeURI(file));
		if (!isInRepository(place)) return `${from}: ${link} is not in the repository`;
		if (anchor === undefined) return undefined;
		return anchorsIn(pageText(place)).has(anchor) ? undefined : `${from}: ${link} has no such heading`;
	};

	it.each(PAGES)('of %s lead to files and headings that are there', (page) => {
		const links = linksIn(pageText(page)).filter((link) => !isWeb(link));

		expect(links.flatMap((link) => dead(link, page) ?? [])).toEqual([]);
	});

	it.each(PAGES)('of %s into the web are whole addresses', (page) => {
		const links = linksIn(pageText(page)).filter(isWeb);

		expect(links.filter((link) => !URL.canParse(link) || !/^https:\/\/[\w-]+(\.[\w-]+)+(\/|$)/.test(link))).toEqual([]);
	});

	it('into this repository, wherever they stand, lead to files and headings that are there', () => {
		const files = ['nodes', 'credentials', 'workflows', 'docs', 'packages'].flatMap((folder) =>
			filesUnder(path.join(ROOT, folder))
				// Of a package.json, packages.test.ts holds the address.
				.filter((file) => /\.(ts|json|md)$/.test(file) && !file.endsWith('/package.json'))
				.map((file) => `${folder}/${file}`),
		);
		const links = files.flatMap((file) =>
			[...readFileSync(path.join(ROOT, file), 'utf8').matchAll(new RegExp(`${REPOSITORY}(?!\\.git)([^\\s"'\`)<>]*)`, 'g'))].map(
				([link]) => `${link} (${file})`,
			),
		);

		expect(links.length).toBeGreaterThan(0);
		expect(links.filter((link) => !link.startsWith(FILES) && !link.startsWith(`${REPOSITORY}/issues`))).toEqual([]);
		expect(links.flatMap((link) => dead(link.slice(FILES.length).split(' ')[0] ?? '', 'README.md') ?? [])).toEqual([]);
	});

	it('of the README are understood by npm: it looks them up in the repository of the package', () => {
		expect(manifest.homepage).toBe(`${REPOSITORY}#readme`);
		expect(REPOSITORY).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
		expect(published.read('README.md')).toBe(pageText('README.md'));
	});

	it.each(VENDORS)('"Docs" of $node and its credentials lead to $page', (vendor) => {
		const node = nodes.find(({ name }) => name === vendor.node);
		const ofNode = Object.values(node?.codex?.resources ?? {}).map((links) => links.map(({ url }) => url));
		const ofCredentials = credentials.filter((one) => isOf(vendor, one)).map(({ documentationUrl }) => documentationUrl);

		expect(node?.codex?.resources?.primaryDocumentation).toEqual([{ url: `${FILES}${vendor.page}` }]);
		expect(ofNode).toEqual([[`${FILES}${vendor.page}`], [`${FILES}${vendor.page}#credential`]]);
		expect(ofCredentials.length).toBeGreaterThan(0);
		expect([...new Set(ofCredentials)]).toEqual([`${FILES}${vendor.page}#credential`]);
	});
});

describe('blocks', () => {
	/** What test/e2e/installing.test.ts runs, in this order. */
	const RUN = ['sh run', 'sh settings', 'sh worker', 'sh move', 'yaml'];
	const KINDS = ['sh', ...RUN, 'json', 'json workflow', 'json output', 'text'];
	const all = USER_PAGES.flatMap((page) => blocksIn(pageText(page)).map((block) => ({ page, ...block })));
	const of = (language: string): typeof all => all.filter((block) => block.language === language);

	const kindOf = ({ language, purpose: [purpose] }: Block): string => [language, purpose].filter(Boolean).join(' ');
	const ofKind = (kind: string): typeof all => all.filter((block) => kindOf(block) === kind);
	const linesOf = (kind: string) => ofKind(kind).flatMap(({ page, text }) => text.split('\n').map((line) => [line, page] as const));

	it('say what they are', () => {
		expect(all.filter((block) => !KINDS.includes(kindOf(block))).map(({ page, line }) => `${page}:${line}`)).toEqual([]);
	});

	it.each(of('json').map(({ page, line, text }) => [`${page}:${line}`, text]))('%s is JSON', (_where, text) => {
		expect(() => JSON.parse(text) as unknown).not.toThrow();
	});

	it.each(linesOf('sh'))('%s works', (line) => {
		const [program = '', ...words] = line.split(' ');
		switch (program) {
			case 'git':
				return expect(words).toEqual(['clone', `${REPOSITORY}.git`]);
			case 'cd':
				return expect(words).toEqual([path.posix.basename(REPOSITORY)]);
			case 'npm':
				return expect(Object.keys(manifest.scripts)).toContain(words.filter((word) => word !== 'run')[0]);
			default:
				throw new Error('Nobody knows whether it does');
		}
	});

	it('are run by a test in the real n8n only where they tell how to install', () => {
		expect([...new Set(RUN.flatMap(ofKind).map(({ page }) => page))]).toEqual(['docs/installing.md']);
		expect(RUN.filter((kind) => ofKind(kind).length === 0)).toEqual([]);
	});

	it('install this version', () => {
		const versions = [...pageText('docs/installing.md').matchAll(/n8n-nodes-[a-z-]+[@-](\d+\.\d+\.\d+)|"version":"([^"]+)"/g)];

		expect(versions.length).toBeGreaterThan(0);
		expect([...new Set(versions.map(([, one, other]) => one ?? other))]).toEqual([manifest.version]);
	});

	/** An environment variable of n8n's, as its documentation writes it. */
	it.each(linesOf('sh settings'))('%s is a setting', (line) => {
		const [, name, value = ''] = /^(N8N_[A-Z_]+)=(.*)$/.exec(line) ?? [];
		if (name === 'N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV') return expect(value).toBe('true');
		expect(name).toBe('N8N_COMMUNITY_PACKAGES');
		expect(JSON.parse(value.replace(/^'|'$/g, ''))).toEqual([
			{ name: expect.stringMatching(PACKAGE_NAMES), version: manifest.version, checksum: expect.any(String) },
		]);
	});
});

/** What they have in bold are n8n's own labels too; `test/browser` clicks each of them. */
const FIRST_WORKFLOWS = USER_PAGES.filter((page) => page.startsWith('docs/first-workflow-'));

describe.each(FIRST_WORKFLOWS)('the steps of %s', (page) => {
	it('are sentences that the test in the editor carries out, one by one', () => {
		expect(stepsIn(pageText(page)).length).toBeGreaterThan(0);
	});

	it('are all that it asks for: nothing beside them is to be clicked', () => {
		expect(boldIn(remarksIn(pageText(page)))).toEqual([]);
	});
});

describe('what stands in bold', () => {
	const remarkless = (label: string): string => label.replace(/ \([^()]*\)$/, '');
	const labelsOf = (vendors: readonly Vendor[]): ReadonlySet<string> => {
		const types = [...nodes, ...credentials].filter((type) => vendors.some((vendor) => isOf(vendor, type)));
		const shown = types.flatMap((type) => [type, ...within(type.properties)]);
		const columns = vendors.flatMap(({ fields }) => fields.map(({ label }) => label));
		return new Set([...shown.flatMap(({ displayName, name }) => displayName ?? name ?? []), ...columns, ...columns.map(remarkless)]);
	};

	it.each(USER_PAGES.filter((page) => !FIRST_WORKFLOWS.includes(page)))('in %s is a label that the editor shows', (page) => {
		const vendor = VENDORS.find((one) => one.page === page || page === `packages/${one.alone}/README.md`);
		const labels = labelsOf(vendor ? [vendor] : VENDORS);
		const isLabel = (bold: string): boolean => labels.has(bold) || bold.split(/: | → /).every((part) => labels.has(part));

		expect([...new Set(boldIn(pageText(page)))].filter((bold) => !isLabel(bold))).toEqual([]);
	});
});

describe('tables', () => {
	const tableOf = (page: string, ...header: readonly string[]) =>
		tablesIn(pageText(page)).find((table) => header.every((cell, i) => table.header[i]?.startsWith(cell)))?.rows ?? [];

	/** What a node offers: of each resource, by its label, the labels of the operations by their values. */
	const operationsOf = (node: string): ReadonlyMap<string, Readonly<{ value: string; operations: ReadonlyMap<string, string> }>> => {
		const properties = nodes.find(({ name }) => name === node)?.properties ?? [];
		const offered = (wanted: string): readonly Described[] => properties.filter(({ name, type }) => name === wanted && type === 'options');
		const labelled = (lists: readonly Described[]): ReadonlyArray<readonly [value: string, label: string]> =>
			lists.flatMap(({ options = [] }) => options.map(({ name = '', value }) => [String(value), name] as const));
		return new Map(
			labelled(offered('resource')).map(([value, label]) => {
				const lists = offered('operation').filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(value));
				return [label, { value, operations: new Map(labelled(lists)) }];
			}),
		);
	};

	it.each(VENDORS)('of $page name every operation of the node, and no other', ({ page, node }) => {
		const told = tableOf(page, 'Resource', 'Operations').map(([resource = '', operations = '']) => [
			inBold(resource),
			operations.split(', ').map(inBold).sort(),
		]);

		expect(Object.fromEntries(told)).toEqual(
			Object.fromEntries([...operationsOf(node)].map(([resource, { operations }]) => [resource, [...operations.values()].sort()])),
		);
	});

	it.each(VENDORS)('of the coverage name every operation of $node', ({ node, page }) => {
		const [title = ''] = /(?<=^# ).+/m.exec(pageText(page)) ?? [];
		const [section = ''] = new RegExp(`^## ${title}\\n[^]*?(?=^## |(?![^]))`, 'm').exec(pageText('docs/coverage.md')) ?? [];
		const operations = [...operationsOf(node).values()].flatMap((one) => [...one.operations.values()]);

		expect(operations.filter((operation) => !section.includes(`**${operation}**`))).toEqual([]);
	});

	it("of iSpring's page name the operations of the older APIs", () => {
		const offered = operationsOf('iSpringLearn');
		const told = tableOf('docs/ispring-learn.md', 'Operations of').flatMap(([operations = '', header, soap]) => {
			const [resource = '', names = ''] = operations.split(': ');
			const apis = [...(header === 'yes' ? ['restHeader'] : []), ...(soap === 'yes' ? ['soap'] : [])];
			return names.split(', ').flatMap((name) => apis.map((api) => `${api}: ${resource}, ${inBold(name)}`));
		});
		const are = [...offered].flatMap(([resource, { value, operations }]) =>
			Object.entries<Readonly<Record<string, readonly string[]>>>(APIS)
				.filter(([name]) => name === value)
				.flatMap(([, ofResource]) => Object.entries(ofResource))
				.flatMap(([operation, apis]) =>
					apis.filter((api) => api !== 'rest').map((api) => `${api}: ${resource}, ${operations.get(operation) ?? operation}`),
				),
		);

		expect(told.sort()).toEqual(are.sort());
	});

	it.each(VENDORS)('of $page name every field, by its label and its name', ({ page, fields }) => {
		const told = tableOf(page, 'Column').map(([label = '', name = '']) => [inBold(label), inText(name)]);

		expect(Object.fromEntries(told)).toEqual(Object.fromEntries(fields.map(({ label, name }) => [label, name])));
		expect(told).toHaveLength(fields.length);
	});

	it.each(VENDORS)('of $page say which fields can not be cleared', ({ page, fields }) => {
		const told = tableOf(page, 'Column').filter(([, , notes]) => /can't be cleared/i.test(notes ?? ''));

		expect(told.map(([, name = '']) => inText(name)).sort()).toEqual(
			fields.flatMap(({ name, clearable = true }) => (clearable ? [] : [name])).sort(),
		);
	});

	it.each(VENDORS)('of $page name every SCIM attribute and its field', ({ page, scim }) => {
		const told = tableOf(page, 'SCIM attribute').map(([attribute = '', field = '']) => [inText(attribute), inText(field)]);

		expect(told.map(String).sort()).toEqual(
			scim.rows.map(({ path: attribute, field }) => String([attribute, field === USER_NAME ? 'login' : field])).sort(),
		);
	});

	it.each(USER_PAGES)('of %s give the defaults of the nodes', (page) => {
		const shown = nodes.flatMap(({ properties }) => within(properties));
		/** As a table writes it: 5, off, a choice by its label. */
		const written = ({ default: usual, options = [] }: Described): string =>
			typeof usual === 'boolean' ? (usual ? 'on' : 'off') : (options.find(({ value }) => value === usual)?.name ?? String(usual));
		const rows = tablesIn(pageText(page))
			.filter(({ header }) => header[1] === 'Default')
			.flatMap((table) => table.rows.map(([label = '', usual = '']) => [inBold(label), inBold(usual)] as const))
			.filter(([, usual]) => usual !== '');
		const wrong = rows.filter(([label, usual]) => !shown.some((one) => one.displayName === label && written(one) === usual));

		expect(wrong).toEqual([]);
	});

	it.each(VENDORS)('of $page quote errors that the node gives', ({ page, folder }) => {
		const sources = [`nodes/${folder}`, 'nodes/shared'].flatMap((place) =>
			filesUnder(path.join(ROOT, place))
				.filter((file) => file.endsWith('.ts'))
				.map((file) => readFileSync(path.join(ROOT, place, file), 'utf8')),
		);
		const quoted = tableOf(page, 'Message').map(([message = '']) => inText(message));
		const isGiven = (message: string): boolean => sources.some((text) => text.replace(/\\'/g, "'").includes(message));

		expect(quoted.length).toBeGreaterThan(0);
		expect(quoted.filter((message) => !isGiven(message))).toEqual([]);
	});
});

describe('the words', () => {
	it.each(USER_PAGES)('of %s stand in sentences of fewer than 30', (page) => {
		const words = (sentence: string): number => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

		expect(sentencesIn(pageText(page)).filter((sentence) => words(sentence) >= 30)).toEqual([]);
	});

	it.each(USER_PAGES)('of %s are American English, and plain', (page) => {
		const lines = proseOf(pageText(page)).split('\n');
		const isAboutHighQ = (line: string): boolean => /highq|coverage/i.test(page) || /highq/i.test(line);

		expect(lines.flatMap((line) => oddWords(line, { highQ: isAboutHighQ(line) }))).toEqual([]);
	});
});

it.each(USER_PAGES)('places of the repository that %s names in code are there', (page) => {
	const places = codeIn(pageText(page)).filter((code) => /^(docs|nodes|scripts|test|workflows)\/[\w./-]*$/.test(code));

	expect(places.filter((place) => !isInRepository(place))).toEqual([]);
});

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('what %s names in code', (page) => {
	const tests = ['contract', 'package', 'sandbox', 'unit', 'workflow'].map((folder) => `test/${folder}`);
	const sources = ['nodes', 'credentials', 'scripts', ...tests].flatMap((folder) =>
		filesUnder(path.join(ROOT, folder))
			.filter((name) => /\.(ts|mjs|json)$/.test(name))
			.map((name) => `${folder}/${name}`),
	);
	const inCode = codeIn(pageText(page)).filter((code) => !code.includes('<'));

	it('is a file that is there, where it has the name of one', () => {
		const files = inCode.filter((code) => /^[\w./-]+\.(ts|mjs|json)$/.test(code));

		expect(files.length).toBeGreaterThan(0);
		expect(files.filter((code) => !isInRepository(code) && !sources.some((file) => `/${file}`.endsWith(`/${code}`)))).toEqual([]);
	});

	it('is a word of the sources, where it is one of a program', () => {
		const words = inCode.filter((code) => /^[a-z]+(?:[A-Z][a-z0-9]*)+$|^[A-Z][a-z]+(?:[A-Z][a-z0-9]*)+$/.test(code));
		const text = sources.map((file) => readFileSync(path.join(ROOT, file), 'utf8')).join('\n');

		expect(words.length).toBeGreaterThan(0);
		expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(text))).toEqual([]);
	});
});
