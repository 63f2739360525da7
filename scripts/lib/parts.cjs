const { dirname } = require('node:path').posix;
const { nodes } = require('../../package.json').n8n;

/*
 * Which source is in which of the files that nodes and credentials share. n8n reads a credential and the front of a node to
 * show them; what they do is needed when it is first asked for, and much of it never.
 */

/** What all credentials are described by. Some of these hold what runs as well. */
const DESCRIBES = ['credential', 'credentialCheck', 'share'].map((name) => `nodes/shared/n8n/session/${name}.ts`);

/** The same of a vendor. */
const DESCRIBES_VENDOR = {
	Appenate: ['wire/credential'],
	Axero: ['wire/scimFailure'],
	HighQPublisher: [],
	ISpringLearn: ['wire/addresses', 'wire/protocols', 'wire/soapEnvelope'],
};

function partsOfVendor(folder) {
	const sources = folder.replace(/^dist\//, '');
	const describes = DESCRIBES_VENDOR[sources.replace('nodes/', '')].map((name) => `${sources}/${name}.ts`);
	const runs = new RegExp(`^${sources}/.*(?<!\\.node)\\.ts$`);
	const described = { file: `${folder}/vendor.js`, turn: 0, names: describes, holds: (source) => describes.includes(source) };
	return [...(describes.length > 0 ? [described] : []), { file: `${folder}/vendorRun.js`, turn: 1, holds: (source) => runs.test(source) }];
}

/**
 * Each file reads those of its own turn and of earlier ones with itself, and those of a later one when it uses the first
 * of their names: 0 is read with a node or a credential, 1 when it runs, 2 and 3 when XML, or what else a library does, is met.
 */
const PARTS = [
	...nodes.map(dirname).flatMap(partsOfVendor),
	{ file: 'dist/nodes/shared/xml.js', turn: 2, holds: (source) => source.startsWith('nodes/shared/xml/') },
	{ file: 'dist/nodes/shared/common.js', turn: 0, names: DESCRIBES, holds: (source) => DESCRIBES.includes(source) },
	{ file: 'dist/nodes/shared/commonRun.js', turn: 1, holds: (source) => source.startsWith('nodes/shared/') },
];

/** The part that holds a source; undefined for what one node or credential has alone. Libraries are in files of their own. */
function partOf(source) {
	if (source.endsWith('/libraries.ts')) return { file: `dist/${source.replace(/ts$/, 'js')}`, turn: 3 };
	return PARTS.find(({ holds }) => holds(source));
}

module.exports = { PARTS, partOf };
