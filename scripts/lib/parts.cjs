const { dirname } = require('node:path').posix;
const { nodes } = require('../../package.json').n8n;

/*
 * Which source is in which of the files that nodes and credentials share. n8n reads a node to show it; most of what it does
 * is needed with the first execution only, and much of it never. So what describes a node is apart from what runs it.
 */

/** What all nodes and credentials are described by. Reading and running what the editor shows is in part in the same source. */
const DESCRIBES = [
	...['once', 'words', 'fields/spec', 'provisioning/guard'],
	...['credential', 'credentialCheck', 'share'].map((name) => `n8n/session/${name}`),
	...['columns', 'emptyValues', 'groups', 'inOrder', 'included', 'incompleteLists', 'leaverConditions'].map(parameters),
	...['locator', 'membership', 'moreFields', 'options', 'output', 'preview', 'readBack', 'scim', 'sendEmail'].map(parameters),
	...['syncParameters', 'together', 'user', 'writeOptions'].map(parameters),
	...['getMany', 'listOperations', 'missingRecords', 'namedRecords', 'operations', 'recordGuard'].map(run),
	...['recordOperations', 'recordParameters', 'userEdits', 'userOperations', 'userReads', 'userWrites'].map(run),
].map((name) => `nodes/shared/${name}.ts`);

function parameters(name) {
	return `n8n/parameters/${name}`;
}

function run(name) {
	return `n8n/run/${name}`;
}

/** The same of a vendor. */
const DESCRIBES_VENDOR = {
	Appenate: ['folders', 'user/profile', 'user/status', 'wire/credential'],
	Axero: ['user/profile', 'user/status', 'wire/scimFailure'],
	HighQPublisher: ['user/profile', 'wire/answers'],
	ISpringLearn: [
		...['user/profile', 'user/rules', 'user/status', 'user/superiors'],
		...['wire/addresses', 'wire/protocols', 'wire/soapEnvelope'],
	],
};

function partsOfVendor(folder) {
	const sources = folder.replace(/^dist\//, '');
	const describes = DESCRIBES_VENDOR[sources.replace('nodes/', '')].map((name) => `${sources}/${name}.ts`);
	const runs = new RegExp(`^${sources}/((user|wire|course)/.*|recordStore|groupMembers)\\.ts$`);
	return [
		{ file: `${folder}/vendor.js`, turn: 0, names: describes, holds: (source) => describes.includes(source) },
		{ file: `${folder}/vendorRun.js`, turn: 1, holds: (source) => runs.test(source) },
	];
}

/**
 * Each file reads those of its own turn and of earlier ones with itself, and those of a later one when it uses the first
 * of their names: 0 is read with a node, 1 when it runs, 2 and 3 when XML, or what else a library does, is met.
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
