import { fileOf, sources, textOf } from './sources.mjs';

/** What n8n's review asks of a README, by what stands in it. */
const ASKED = [
	['does not say how the node is used', /^#{2,3} .*(usage|use|workflow|operations)/im, 'Add a section "Usage"'],
	[
		'does not show an example workflow',
		/^```json workflow|\]\([^)]*workflows\/[^)]*\.json\)/m,
		'Add a workflow that can be copied, as a block "json workflow"',
	],
	['does not say how to sign in', /^#{2,3} .*(authentication|credential)/im, 'Add a section "Authentication"'],
];

/** Each package has a README of its own with all of it; the whole one may leave it to the pages that it links to. */
export function readmes() {
	return sources().flatMap((one) => {
		const file = fileOf(one, 'README.md');
		const text = textOf(file);
		if (text === undefined) return [{ says: `${file} is missing`, todo: 'Write it: npm and n8n show it' }];
		const all = one.vendor ? text : [text, ...pagesLinkedIn(text)].join('\n');
		return ASKED.filter(([, words]) => !words.test(all)).map(([what, , todo]) => ({ says: `${file} ${what}`, todo }));
	});
}

const pagesLinkedIn = (text) => [...text.matchAll(/\]\((docs\/[\w-]+\.md)/g)].map(([, page]) => textOf(page) ?? '');
