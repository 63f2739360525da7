import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder, ROOT } from './packed';

const sources = ['nodes', 'credentials'].flatMap((folder) =>
	filesUnder(path.join(ROOT, folder))
		.filter((file) => file.endsWith('.ts'))
		.map((file) => ({ file: `${folder}/${file}`, text: readFileSync(path.join(ROOT, folder, file), 'utf8') })),
);
/** Of a failure one place says it, which looks at its kind; a preview says it of itself. */
const SAY_IT = ['nodes/shared/n8n/run/errors.ts', 'nodes/shared/n8n/run/hints.ts'];

describe('the texts of the sources', () => {
	it('leave it to one place to say that nothing was written', () => {
		const typed = sources.flatMap(({ file, text }) =>
			[...text.matchAll(/\b(?:nothing|none of them) was (?:sent|written|touched|changed)(?: for (?:this|the) item)?\.(?=\s|['"`])/gi)].map(
				([words]) => `${file}: ${words}`,
			),
		);

		expect(typed.filter((one) => !SAY_IT.some((file) => one.startsWith(file)))).toEqual([]);
		expect(typed).toHaveLength(3);
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
