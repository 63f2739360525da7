import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..');

const markdownIn = (folder: string): readonly string[] =>
	readdirSync(path.join(ROOT, folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => path.posix.join(folder, name));

/** What npm shows of the package of each vendor. */
const PACKAGE_PAGES: readonly string[] = readdirSync(path.join(ROOT, 'packages')).flatMap((name) => markdownIn(`packages/${name}`));
/** What users read. */
export const USER_PAGES: readonly string[] = ['README.md', ...markdownIn('docs'), ...PACKAGE_PAGES];
/** What n8n's reviewers get. */
export const SUBMISSION_PAGES: readonly string[] = markdownIn('docs/submission');
/** Every page of the repository. */
export const PAGES: readonly string[] = [...markdownIn('.'), ...markdownIn('docs'), ...SUBMISSION_PAGES, ...PACKAGE_PAGES];

export const pageText = (page: string): string => readFileSync(path.join(ROOT, page), 'utf8');

/** A fenced block: ```` ```json output ```` is in the language `json`, for `output`. */
export type Block = Readonly<{ language: string; purpose: readonly string[]; text: string; line: number }>;

/** Also one within an item of a list. */
const FENCE = /^ *```/;

export function blocksIn(text: string): readonly Block[] {
	const lines = text.split('\n');
	const blocks: Block[] = [];
	for (let i = 0; i < lines.length; i += 1) {
		if (!FENCE.test(lines[i] ?? '')) continue;
		const indent = (lines[i] ?? '').indexOf('`');
		const [language = '', ...purpose] = (lines[i] ?? '')
			.slice(indent + 3)
			.trim()
			.split(/\s+/);
		const end = lines.findIndex((line, at) => at > i && FENCE.test(line));
		if (end < 0) throw new Error(`The block in line ${i + 1} has no end`);
		const inside = lines.slice(i + 1, end).map((line) => line.slice(indent));
		blocks.push({ language, purpose, text: inside.join('\n'), line: i + 1 });
		i = end;
	}
	return blocks;
}

/** A page with other texts in its blocks. */
export function withBlocks(text: string, changed: (block: Block) => string): string {
	const lines = text.split('\n');
	for (const block of [...blocksIn(text)].reverse()) {
		const next = changed(block);
		const old = block.text === '' && lines[block.line]?.startsWith('```') ? 0 : block.text.split('\n').length;
		if (next !== block.text) lines.splice(block.line, old, ...next.split('\n'));
	}
	return lines.join('\n');
}

/** A page without its blocks; lines stay where they are. */
export function proseOf(text: string): string {
	let isInside = false;
	return text
		.split('\n')
		.map((line) => {
			if (FENCE.test(line)) isInside = !isInside;
			else if (!isInside) return line;
			return '';
		})
		.join('\n');
}

const CODE = /`[^`\n]*`/g;

/** What stands in `code`. */
export const codeIn = (text: string): readonly string[] => (proseOf(text).match(CODE) ?? []).map((code) => code.slice(1, -1));

/** What stands in **bold**. */
export const boldIn = (text: string): readonly string[] =>
	[
		...proseOf(text)
			.replace(CODE, '')
			.matchAll(/\*\*([^*\n]+)\*\*/g),
	].map(([, bold = '']) => bold);

/** Sentences, each label, code and link as one word. */
export function sentencesIn(text: string): readonly string[] {
	const plain = proseOf(text)
		.replace(CODE, 'code')
		.replace(/\*\*[^*\n]+\*\*/g, 'label')
		.replace(/!?\[[^\]\n]*\]\([^()\s]+\)/g, 'link');
	const pieces = plain.split('\n').flatMap((line) => (line.startsWith('|') ? cellsOf(line) : [line]));
	return pieces.flatMap((piece) => piece.split(/(?<=[.!?:;])\s+/)).filter((sentence) => /\p{L}/u.test(sentence));
}

/** Targets of links and pictures, in Markdown and in HTML. */
export function linksIn(text: string): readonly string[] {
	const prose = proseOf(text).replace(CODE, '');
	return [...prose.matchAll(/\]\(([^()\s]+)\)|\b(?:href|src)="([^"]+)"/g)].map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? '');
}

/** The anchors that GitHub gives to the headings of a page. */
export function anchorsIn(text: string): ReadonlySet<string> {
	const times = new Map<string, number>();
	const headings = [...proseOf(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
	return new Set(
		headings.map((heading) => {
			const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
			const slug = words.replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
			const before = times.get(slug) ?? 0;
			times.set(slug, before + 1);
			return before === 0 ? slug : `${slug}-${before}`;
		}),
	);
}

export type Table = Readonly<{ header: readonly string[]; rows: ReadonlyArray<readonly string[]> }>;

export function tablesIn(text: string): readonly Table[] {
	return [...proseOf(text).matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => {
		const [header = [], , ...rows] = table.trim().split('\n').map(cellsOf);
		return { header, rows };
	});
}

function cellsOf(row: string): readonly string[] {
	return row
		.replace(/^\||\|$/g, '')
		.split('|')
		.map((cell) => cell.trim());
}

/** Whether a place exists in the repository, spelled exactly like this: some file systems don't mind capitals. */
export function isInRepository(place: string): boolean {
	const parts = place.split('/').filter((part) => part !== '' && part !== '.');
	const [first = ''] = parts;
	if (parts.includes('..') || IGNORED.has(first)) return false;
	return parts.every((part, i) => {
		const folder = path.join(ROOT, ...parts.slice(0, i));
		return existsSync(folder) && readdirSync(folder).includes(part);
	});
}

const IGNORED: ReadonlySet<string> = new Set(
	readFileSync(path.join(ROOT, '.gitignore'), 'utf8')
		.split('\n')
		.filter((line) => line.endsWith('/'))
		.map((line) => line.slice(0, -1)),
);
