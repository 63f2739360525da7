import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { blocksIn, pageText, USER_PAGES, withBlocks, type Block } from '../documents';
import { freshSandbox } from '../freshSandbox';
import { runNode } from './engine';
import { WAYS, type Way } from './ways';

/*
 * What the pages for users show is what comes out: each workflow runs as it stands there, and each output is the one of
 * the workflow above it. With UPDATE_DOCS set, the outputs are written into the pages instead.
 */

const sandbox = freshSandbox();

type Pasted = Readonly<{
	nodes: ReadonlyArray<Pick<INode, 'name' | 'type' | 'parameters'>>;
	connections: Readonly<Record<string, Readonly<{ main: ReadonlyArray<ReadonlyArray<{ node: string }>> }>>>;
	pinData: Readonly<Record<string, ReadonlyArray<Readonly<{ json: IDataObject }>>>>;
}>;
/** `nth`: its place among the outputs of the page. */
type Shown = Readonly<{ page: string; nth: number; workflow: Block }>;

/** Before the name of a node of any of the packages. */
const PACKAGE = /^n8n-nodes-(user-provisioning|axero|appenate|highq-publisher|ispring-learn)\./;
/** The sign-in of each node in an example. */
const WAY_OF: Readonly<Record<string, string>> = {
	axero: 'Axero',
	appenate: 'Appenate (JSON)',
	highQPublisher: 'HighQ Publisher (JSON)',
	iSpringLearn: 'iSpring Learn (REST, account)',
};

const isFor = (wanted: string, { language, purpose: [purpose] }: Block): boolean => language === 'json' && purpose === wanted;

const outputsIn = (page: string): readonly Block[] => blocksIn(pageText(page)).filter((block) => isFor('output', block));

/** Each output with the workflow that it belongs to: the one above it, or the first one of the page that it names. */
const SHOWN: readonly Shown[] = USER_PAGES.flatMap((page) =>
	outputsIn(page).map((output, nth): Shown => {
		const [, named] = output.purpose;
		const workflows = blocksIn(pageText(named === undefined ? page : `docs/${named}.md`)).filter((block) => isFor('workflow', block));
		const workflow = named === undefined ? workflows.findLast(({ line }) => line < output.line) : workflows[0];
		if (!workflow) throw new Error(`${page}:${output.line} is the output of no workflow`);
		return { page, nth, workflow };
	}),
);

it.each(USER_PAGES)('%s shows the output of each of its workflows', (page) => {
	const workflows = blocksIn(pageText(page)).filter((block) => isFor('workflow', block));
	const shown = SHOWN.filter((one) => one.page === page).map(({ workflow }) => workflow.line);

	expect(workflows.map(({ line }) => line).filter((line) => !shown.includes(line))).toEqual([]);
});

it.each(SHOWN.map((shown) => [`${shown.page}, output ${shown.nth + 1}`, shown] as const))('%s is what comes out', async (_where, shown) => {
	const { page, nth, workflow } = shown;
	const items = await run(workflow);
	if (process.env.UPDATE_DOCS) {
		const line = outputsIn(page)[nth]?.line;
		const text = withBlocks(pageText(page), (block) => (block.line === line ? written(items) : block.text));
		writeFileSync(path.resolve(__dirname, '../..', page), text);
	}

	expect(JSON.parse(outputsIn(page)[nth]?.text ?? '')).toEqual(items);
});

/** What the node of this package gives for the items that the workflow has pinned. */
async function run({ text }: Block): Promise<unknown> {
	const { nodes, connections, pinData } = JSON.parse(text) as Pasted;
	const [{ name, type, parameters }] = nodes.filter((node) => PACKAGE.test(node.type)) as [Pasted['nodes'][number]];
	const [[start, items]] = Object.entries(pinData) as [[string, Pasted['pinData'][string]]];
	expect(connections[start]?.main.flat().map(({ node }) => node)).toEqual([name]);

	const way = wayOf(type);
	const { outputs, error } = await runNode({
		node: way.node(),
		credential: { type: way.credential(), data: way.data(sandbox) },
		parameters: JSON.parse(JSON.stringify(parameters)) as INodeParameters,
		items: items.map(({ json }) => json),
		inFull: false,
	});
	expect(error).toBeUndefined();
	const shown = (outputs[0] ?? []).map(({ json }) => shortened(json));
	return elsewhere(shown.length === 1 ? shown[0] : shown);
}

function wayOf(type: string): Way {
	const found = WAYS.find(({ title }) => title === WAY_OF[type.replace(PACKAGE, '')]);
	if (!found) throw new Error(`No way to ${type}`);
	return found;
}

const LONGEST_BODY = 120;

/** A page is no place for a whole user, nor for a whole record that is written back. */
function shortened(json: IDataObject): IDataObject {
	const { user, requests } = json;
	const withoutBody = (request: unknown): unknown => {
		const { body, ...rest } = request as IDataObject;
		const isLong = body !== undefined && JSON.stringify(body).length > LONGEST_BODY;
		return isLong ? { ...rest, body: { '…': 'what is written back, with the changes' } } : request;
	};
	return {
		...json,
		...(Array.isArray(requests) ? { requests: requests.map(withoutBody) } : {}),
		...(user === undefined ? {} : { user: { '…': 'the user as the vendor shows it' } }),
	};
}

/** With the address of the examples in place of the sandbox's. */
function elsewhere(shown: unknown): unknown {
	return JSON.parse(JSON.stringify(shown).replaceAll(sandbox.urls.highq, 'https://acme.highq.com/acme'));
}

const WIDEST = 110;

/** JSON in which whatever fits on a line stands on one. */
function written(value: unknown, indent = ''): string {
	const isList = Array.isArray(value);
	if (!isList && (typeof value !== 'object' || value === null)) return JSON.stringify(value);
	const [open, close, gap] = isList ? ['[', ']', ''] : ['{', '}', ' '];
	const partsAt = (inner: string): readonly string[] =>
		Object.entries(value).map(([name, part]) => `${isList ? '' : `${JSON.stringify(name)}: `}${written(part, inner)}`);
	const line = partsAt(indent).join(', ');
	const isShort = !line.includes('\n') && indent.length + line.length <= WIDEST;
	if (line === '' || (isShort && indent !== '')) return line === '' ? open + close : `${open}${gap}${line}${gap}${close}`;
	const inner = `${indent}\t`;
	return `${open}\n${partsAt(inner)
		.map((part) => inner + part)
		.join(',\n')}\n${indent}${close}`;
}
