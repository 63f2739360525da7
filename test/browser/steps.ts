import { blocksIn } from '../documents';

/** What somebody is told to enter: text, an option by its label, or something of their own that the page describes. */
export type Entered = Readonly<{ text: string } | { option: string } | { own: string }>;

/** One thing to do or to see. */
export type Step = Readonly<
	| { kind: 'start' }
	| { kind: 'click'; names: readonly string[] }
	| { kind: 'openNode'; node: string }
	| { kind: 'addBehind'; node: string }
	| { kind: 'closeNode' }
	| { kind: 'search'; text: string }
	| { kind: 'choose'; name: string }
	| { kind: 'set'; label: string; to: Entered; isShownAlways: boolean }
	| { kind: 'turn'; label: string; on: boolean }
	| { kind: 'replace'; text: string }
	| { kind: 'dialogCloses' }
	| { kind: 'row'; cells: readonly string[] }
	| { kind: 'hint'; text: string }
	| { kind: 'picture'; file: string }
>;

const BOLD = String.raw`\*\*([^*]+)\*\*`;
const CODE = '`([^`]+)`';
const ENTERED = String.raw`(\*\*[^*]+\*\*|\*[^*]+\*|${'`[^`]+`'})`;

/** The only sentences that a numbered step may have. `$` stands for what is around it: nothing more, nothing less. */
const FORMS: ReadonlyArray<readonly [RegExp, (...found: string[]) => Step]> = [
	[/Open n8n\./, () => ({ kind: 'start' })],
	[sentence(`Click ${BOLD}(?: or ${BOLD})?\\.`), (...names) => ({ kind: 'click', names: names.filter(Boolean) })],
	[sentence(`Double-click the node ${BOLD}\\.`), (node = '') => ({ kind: 'openNode', node })],
	[sentence(`Click the \\+ behind the node ${BOLD}\\.`), (node = '') => ({ kind: 'addBehind', node })],
	[/Close the node\./, () => ({ kind: 'closeNode' })],
	[sentence(`Search for ${CODE}\\.`), (text = '') => ({ kind: 'search', text })],
	[sentence(`Choose ${BOLD}\\.`), (name = '') => ({ kind: 'choose', name })],
	[sentence(`Set ${BOLD} to ${ENTERED}\\.`), (label = '', to = '') => set(label, to, true)],
	[sentence(`If ${BOLD} is shown, set it to ${ENTERED}\\.`), (label = '', to = '') => set(label, to, false)],
	[sentence(`Turn (on|off) ${BOLD}\\.`), (how, label = '') => ({ kind: 'turn', label, on: how === 'on' })],
	[/The dialog closes\./, () => ({ kind: 'dialogCloses' })],
	[sentence(`A hint says ${CODE}\\.`), (text = '') => ({ kind: 'hint', text })],
	[
		sentence(`(?:The table shows a row with|One more row shows) ${CODE}(?:, ${CODE})?(?: and ${CODE})?\\.`),
		(...cells) => ({ kind: 'row', cells: cells.filter(Boolean) }),
	],
];
const BEFORE_BLOCK = 'Replace the text with this list:';

/**
 * All steps of a page, in order: the sentences of its numbered items, the blocks that these name, and its pictures.
 * @throws Error for a sentence that has none of the forms, because nobody could follow it
 */
export function stepsIn(page: string): readonly Step[] {
	const blocks = blocksIn(page);
	return page.split('\n').flatMap((line, i): readonly Step[] => {
		const [, picture] = /^\s*!\[[^\]]*\]\(([^)]+)\)$/.exec(line) ?? [];
		if (picture !== undefined) return [{ kind: 'picture', file: picture }];
		const [, item] = /^(?:\d+\. | {3}(?=[A-Z]))(.*)/.exec(line) ?? [];
		if (item === undefined) return [];
		return sentencesOf(item).map((said) => {
			if (said !== BEFORE_BLOCK) return stepOf(said);
			const block = blocks.find(({ line: start }) => start > i);
			if (!block) throw new Error(`"${said}", and no list follows`);
			return { kind: 'replace', text: block.text };
		});
	});
}

/** What stands outside the numbered items: it explains, and asks for nothing. */
export const remarksIn = (page: string): string =>
	page
		.split('\n')
		.filter((line) => !/^(?:\d+\. | {3}\S|#)/.test(line))
		.join('\n');

function stepOf(said: string): Step {
	for (const [form, step] of FORMS) {
		const found = form.exec(said);
		if (found?.[0] === said) return step(...found.slice(1));
	}
	throw new Error(`Nobody knows how to do this: "${said}"`);
}

/** Full stops within bold and code end nothing. */
const sentencesOf = (item: string): readonly string[] =>
	(item.match(/(?:`[^`]*`|\*\*[^*]*\*\*|[^.:`]|[.:](?!\s|$))+[.:]?/g) ?? []).map((said) => said.trim()).filter(Boolean);

function sentence(form: string): RegExp {
	return new RegExp(form);
}

function set(label: string, to: string, isShownAlways: boolean): Step {
	const inner = to.replace(/^\*+|\*+$|`/g, '');
	const entered = to.startsWith('**') ? { option: inner } : to.startsWith('*') ? { own: inner } : { text: inner };
	return { kind: 'set', label, to: entered, isShownAlways };
}
