import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder, ROOT } from './packed';

const sources = ['nodes', 'credentials'].flatMap((folder) =>
	filesUnder(path.join(ROOT, folder))
		.filter((file) => file.endsWith('.ts'))
		.map((file) => ({ file: `${folder}/${file}`, text: readFileSync(path.join(ROOT, folder, file), 'utf8') })),
);
/** The one place that says it: it looks at the kind of the failure. */
const SAYS_IT = 'nodes/shared/n8n/run/errors.ts';

describe('the texts of the sources', () => {
	it('leave it to one place to say that nothing was written', () => {
		const typed = sources.flatMap(({ file, text }) =>
			[...text.matchAll(/\b(?:nothing|none of them) was (?:sent|written|touched|changed)(?: for (?:this|the) item)?\.(?=\s|['"`])/gi)].map(
				([words]) => `${file}: ${words}`,
			),
		);

		expect(typed.filter((one) => !one.startsWith(SAYS_IT))).toEqual([]);
		expect(typed).toHaveLength(2);
	});

	it('leave the number of an item to the same place', () => {
		const typed = sources.filter(({ text }) => /\[item \$\{/.test(text)).map(({ file }) => file);

		expect(typed).toEqual(['nodes/shared/words.ts']);
	});

	it('end what happened without a stop', () => {
		const stopped = sources.flatMap(({ file, text }) =>
			[/\bsays: (['"`])(?:(?!\1).)*\.\1/g, /\binvalid\(\s*[^,]+,\s*(['"`])(?:(?!\1).)*\.\1,/g].flatMap((says) =>
				[...text.matchAll(says)].map(([words]) => `${file}: ${words}`),
			),
		);

		expect(stopped).toEqual([]);
	});
});
