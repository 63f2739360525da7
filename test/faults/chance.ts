import type { Fault, Sandbox } from '../sandbox';

/** Numbers from 0 to 1, always the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

const KINDS: readonly Fault[] = [
	{ kind: 'reset' },
	{ kind: 'reset', afterHandling: true },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503 },
	{ kind: 'halfBody' },
];

/** Lets this share of all requests fail, in every way as often. Tells how many did. */
export function failAtRandom(sandbox: Sandbox, share: number, random: () => number): () => number {
	let failed = 0;
	const each = share / KINDS.length;
	KINDS.forEach((fault, i) => {
		// Each is asked only when those before it let the request pass.
		const chance = each / (1 - each * i);
		sandbox.fail({
			...fault,
			only: () => {
				const strikes = random() < chance;
				if (strikes) failed += 1;
				return strikes;
			},
		});
	});
	return () => failed;
}

/** A vendor that takes so many requests in any second; the others are told to come back in a second. */
export function allowPerSecond(sandbox: Sandbox, most: number): Readonly<{ turnedAway: () => number }> {
	const taken: number[] = [];
	let turnedAway = 0;
	sandbox.fail({
		kind: 'status',
		status: 429,
		headers: { 'retry-after': '1' },
		body: '',
		only: () => {
			const now = performance.now();
			while (taken[0] !== undefined && now - taken[0] >= 1000) taken.shift();
			if (taken.length < most) {
				taken.push(now);
				return false;
			}
			turnedAway += 1;
			return true;
		},
	});
	return { turnedAway: () => turnedAway };
}
