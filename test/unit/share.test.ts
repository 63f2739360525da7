import { placesIn, rateIn, shareIn } from '../../nodes/shared/n8n/session/share';

describe('Share of the Limit (%)', () => {
	it.each([
		['what it says', { shareOfLimit: 50 }, 50],
		['what it says as text', { shareOfLimit: '25' }, 25],
		['the whole where the credential is older than the field', {}, 100],
		['the whole where it is empty', { shareOfLimit: '' }, 100],
		['the whole instead of nothing', { shareOfLimit: 0 }, 100],
		['the whole instead of more than that', { shareOfLimit: 200 }, 100],
		['the whole where it is no number', { shareOfLimit: 'half' }, 100],
	])('is %s', (_what, credential, share) => {
		expect(shareIn(credential)).toBe(share);
	});

	it.each([
		[3, 100, 3],
		[3, 50, 1],
		[3, 33, 1],
		[5, 50, 2],
		[25, 20, 5],
		[100, 29, 29],
		[1, 1, 1],
	])('of %d places, %d %% are %d: whole ones, never none', (places, share, used) => {
		expect(placesIn(share, places)).toBe(used);
	});

	it.each([
		[5, 50, 2.5],
		[1, 10, 0.1],
		[0, 50, 0],
	])('of %d requests per second, %d %% are %d', (perSecond, share, used) => {
		expect(rateIn(share, perSecond)).toBe(used);
	});

	it.each([2, 3, 4, 7])('makes %d processes stay within both limits together', (processes) => {
		const share = Math.floor(100 / processes);
		for (let limit = processes; limit <= 25; limit += 1) {
			expect(processes * placesIn(share, limit)).toBeLessThanOrEqual(limit);
			expect(processes * rateIn(share, limit)).toBeLessThanOrEqual(limit);
		}
	});
});
