import { script, unpack } from './packed';

const NOTHING_FOUND = { status: 0, said: '' };

describe("n8n's package scanner", () => {
	it('finds nothing in the sources', () => {
		expect(script('scan.mjs')).toEqual(NOTHING_FOUND);
	}, 120_000);

	it('finds nothing in the published package', () => {
		const published = unpack();
		const verdict = script('scan.mjs', published.folder);
		published.remove();

		expect(verdict).toEqual(NOTHING_FOUND);
	}, 120_000);
});
