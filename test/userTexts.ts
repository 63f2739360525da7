import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	forEachChild,
	isCallExpression,
	isConditionalExpression,
	isIdentifier,
	isImportDeclaration,
	isNewExpression,
	isNoSubstitutionTemplateLiteral,
	isPropertyAssignment,
	isStringLiteral,
	isTemplateExpression,
	isTypeNode,
	createSourceFile,
	type Node,
	ScriptTarget,
} from 'typescript';

const ROOT = path.resolve(__dirname, '..');

/** A text that people may read, and where it stands. */
export type UserText = Readonly<{
	place: string;
	/** What is put in while it runs is `…` here. */
	text: string;
	/** Whether it is the title of an error. */
	isTitle: boolean;
	/** What follows a value that is put in: ` users` of `${count} users`. */
	afterValues: readonly string[];
	isHighQ: boolean;
}>;

/** Files below a folder of the repository, with their folder. */
function filesIn(folder: string, ending: RegExp): readonly string[] {
	return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		const place = path.posix.join(folder, entry.name);
		if (entry.name === 'node_modules') return [];
		return entry.isDirectory() ? filesIn(place, ending) : ending.test(entry.name) ? [place] : [];
	});
}

export const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Every literal of the sources that reads like words: two of them, or one that begins like a label. */
export function sourceTexts(...folders: readonly string[]): readonly UserText[] {
	return folders.flatMap((folder) => filesIn(folder, /\.(?:ts|mjs|js)$/)).flatMap(textsOfFile);
}

const WORDS = /\p{L}\S* (?:\S+ )*?\S*\p{L}|^[A-Z][a-z]+$/u;

function textsOfFile(file: string): readonly UserText[] {
	const source = createSourceFile(file, textOf(file), ScriptTarget.Latest, true);
	const texts: UserText[] = [];
	const visit = (node: Node): void => {
		if (isImportDeclaration(node) || isTypeNode(node)) return;
		const literal = literalOf(node);
		if (literal !== undefined && WORDS.test(literal.text)) {
			const { line } = source.getLineAndCharacterOfPosition(node.getStart());
			texts.push({ place: `${file}:${line + 1}`, isTitle: isTitle(node), isHighQ: /HighQ/.test(file), ...literal });
		}
		forEachChild(node, visit);
	};
	visit(source);
	return texts;
}

function literalOf(node: Node): Pick<UserText, 'text' | 'afterValues'> | undefined {
	if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return { text: node.text, afterValues: [] };
	if (!isTemplateExpression(node)) return undefined;
	// A limit is a constant, and never one; what is said of one may stand beside.
	const spans = isConditionalExpression(node.parent) ? [] : node.templateSpans;
	const values = spans.filter(({ expression }) => !/^[A-Z_]+(?:\.\w+)?$/.test(expression.getText()));
	return {
		text: node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join(''),
		afterValues: values.map(({ literal }) => literal.text),
	};
}

/** What stands as `says`, or as the second argument of `invalid`. */
function isTitle(node: Node): boolean {
	const { parent } = node;
	if (isPropertyAssignment(parent)) return parent.name.getText() === 'says';
	if (isCallExpression(parent) || isNewExpression(parent))
		return isIdentifier(parent.expression) && parent.expression.text === 'invalid' && parent.arguments?.[1] === node;
	return false;
}

type Json = Readonly<{ [member: string]: unknown }>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Names and notes of the workflows, the search words of the nodes, and what the page of the sandbox says. */
export function otherTexts(): readonly UserText[] {
	const plain = (place: string, text: string): UserText => ({ place, text, isTitle: false, afterValues: [], isHighQ: /highq/i.test(text) });
	const workflows = filesIn('workflows', /\.json$/).flatMap((file) =>
		shownIn(JSON.parse(textOf(file)) as unknown).map((text) => plain(file, text)),
	);
	const codex = filesIn('nodes', /\.node\.json$/).flatMap((file) => {
		const { alias } = JSON.parse(textOf(file)) as { alias?: readonly string[] };
		return (alias ?? []).map((text) => plain(file, text));
	});
	const page = filesIn('test/sandbox/page', /\.html$/).flatMap((file) =>
		[...textOf(file).matchAll(/>([^<>]*\p{L}[^<>]*)<|(?:title|aria-label|alt|placeholder)="([^"]*)"/gu)].map(([, text, attribute]) =>
			plain(file, (text ?? attribute ?? '').trim()),
		),
	);
	return [...workflows, ...codex, ...page];
}

/** Names of a workflow and its nodes, sticky notes, and notes under nodes; not what the nodes are given. */
function shownIn(value: unknown): readonly string[] {
	if (Array.isArray(value)) return value.flatMap(shownIn);
	if (!isJson(value)) return [];
	const { name, notes, nodes, parameters } = value;
	const content = isJson(parameters) ? parameters.content : undefined;
	const own = [name, notes, content].filter((text): text is string => typeof text === 'string');
	return [...own, ...shownIn(nodes)];
}
