import { Places } from '../../nodes/shared/n8n/session/places';

/** Asks for so many places, and tells who has got one, in order. */
function asking(places: Places, count: number): string[] {
	const got: string[] = [];
	for (const name of 'abcdefgh'.slice(0, count)) {
		const turn = places.taken();
		if (turn) void turn.then(() => got.push(name));
		else got.push(name);
	}
	return got;
}

const soon = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

describe('places', () => {
	it('are there at once as long as some are free', () => {
		expect(asking(new Places(3), 5)).toEqual(['a', 'b', 'c']);
	});

	it('are handed on in the order in which they were asked for', async () => {
		const places = new Places(1);
		const got = asking(places, 4);
		places.free();
		await soon();
		expect(got).toEqual(['a', 'b']);

		places.free();
		places.free();
		await soon();
		expect(got).toEqual(['a', 'b', 'c', 'd']);
		expect(places.isIdle()).toBe(false);

		places.free();
		expect(places.isIdle()).toBe(true);
	});

	it('go to those who wait when there are more of them, and to nobody while there are fewer than are taken', async () => {
		const places = new Places(2);
		const got = asking(places, 5);
		places.grow(4);
		await soon();
		expect(got).toEqual(['a', 'b', 'c', 'd']);

		places.grow(3);
		places.free();
		await soon();
		expect(got).toEqual(['a', 'b', 'c', 'd']);

		places.free();
		await soon();
		expect(got).toEqual(['a', 'b', 'c', 'd', 'e']);
	});
});
