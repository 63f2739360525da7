import { PACKAGES, script, unpack } from './packed';

const NOTHING_FOUND = { status: 0, said: '' };

describe("n8n's package scanner", () => {
	it('finds nothing in the sources of any package, and warns of nothing', () => {
		expect(script('scan.mjs')).toEqual(NOTHING_FOUND);
	}, 600_000);

	it('finds nothing in the published packages, and warns of nothing', () => {
		const published = PACKAGES.map((name) => unpack(name));
		const verdict = script('scan.mjs', ...published.map(({ folder }) => folder));
		for (const { remove } of published) remove();

		expect(verdict).toEqual(NOTHING_FOUND);
	}, 600_000);
});
