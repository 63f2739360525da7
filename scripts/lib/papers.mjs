import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/*
 * What a package says of the libraries that it contains: NOTICE for people, an SBOM for programs. A library is
 * `{ name, version, license, author, folder }`, as the bundler tells it (bundle.cjs). The same libraries give the same texts,
 * on any machine and on any day.
 */

const ALONE = 'This package is published under the MIT license, see LICENSE. It contains no code of others.\n';

const HEAD = `This package is published under the MIT license, see LICENSE.

So that it needs no dependencies at run time, it contains copies of the libraries below. Each is
the work of its authors and stays under its own license.
`;

const RULE = '-'.repeat(80);

/** The papers of a package, as `{ <file>: <text> }`. */
export const papersOf = (manifest, libraries) => ({ NOTICE: noticeOf(libraries), 'sbom.cdx.json': sbomOf(manifest, libraries) });

const noticeOf = (libraries) => (libraries.length === 0 ? ALONE : [HEAD, ...libraries.map(section)].join(`\n${RULE}\n`));

const section = (library) => `${library.name} ${library.version} (${library.license})\n\n${termsOf(library)}\n`;

/** Where a package comes without the text of its license, it was taken from its repository. */
const ownText = (name) => path.join(root, 'scripts', 'licenses', `${name.replace('/', '+')}.txt`);

function termsOf({ name, license, author, folder }) {
	if (existsSync(ownText(name))) return tidy(readFileSync(ownText(name), 'utf8'));
	const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
	if (file) return tidy(readFileSync(path.join(folder, file), 'utf8'));
	if (license !== 'MIT') throw new Error(`${name} comes without the text of its license; write it down in ${ownText(name)}.`);
	// The terms are the same as ours; only whose they are differs.
	return tidy(readFileSync(path.join(root, 'LICENSE'), 'utf8')).replace(/^Copyright .*$/m, `Copyright (c) ${author}`);
}

const tidy = (text) =>
	text
		.replace(/\r\n/g, '\n')
		.replace(/[ \t]+$/gm, '')
		.trim();

/** CycloneDX 1.6 in JSON, as text. It says that nothing else is inside. */
function sbomOf(manifest, libraries) {
	const own = purlOf(manifest);
	const needed = new Map(libraries.map((library) => [library, neededBy(library, libraries)]));
	const byOthers = new Set([...needed.values()].flat());
	const first = libraries.filter((library) => !byOthers.has(library));
	const sbom = {
		$schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		version: 1,
		metadata: { component: { ...componentOf(manifest), description: manifest.description } },
		components: libraries.map((library) => ({ ...componentOf(library), scope: 'required' })),
		dependencies: [
			{ ref: own, dependsOn: first.map(purlOf) },
			...[...needed].map(([library, others]) => ({ ref: purlOf(library), ...(others.length > 0 && { dependsOn: others.map(purlOf) }) })),
		],
		compositions: [{ aggregate: 'complete', assemblies: [own] }],
	};
	return `${JSON.stringify(sbom, null, '\t')}\n`;
}

/** Those of the libraries that one of them asks for. */
function neededBy({ folder }, libraries) {
	const { dependencies = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	return libraries.filter(({ name }) => name in dependencies);
}

function componentOf({ name, version, license }) {
	const [, group, bare] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name);
	const purl = purlOf({ name, version });
	const isOneLicense = /^[\w.+-]+$/.test(license);
	return {
		type: 'library',
		'bom-ref': purl,
		...(group && { group }),
		name: bare,
		version,
		licenses: [isOneLicense ? { license: { id: license } } : { expression: license }],
		purl,
	};
}

/** A package's address among all packages: `pkg:npm/%40scope/name@1.0.0`. */
const purlOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
