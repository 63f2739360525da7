/**
 * What comes of each item, in order, with at most so many under way. Begun is one only when there is a place for it: tens of
 * thousands that wait for theirs would each take a kilobyte.
 */
export async function mapBounded<T, R>(
	items: readonly T[],
	atOnce: number,
	work: (item: T, i: number) => Promise<R>,
): Promise<readonly R[]> {
	const results: R[] = [];
	const entries = items.entries();
	const workThrough = async (): Promise<void> => {
		// All take from the same entries.
		for (const [i, item] of entries) results[i] = await work(item, i);
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, workThrough));
	return results;
}

/** Everything in its order, so many at a time: what is made of all at once has to be held at once. */
export function* inBatches<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
	let batch: T[] = [];
	for (const one of all) {
		batch.push(one);
		if (batch.length < size) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}
