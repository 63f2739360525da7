/**
 * For each item in a circle, the shortest way from it back to itself, with it at both ends. Pure.
 * @param next by item, those that it leads to
 */
export function circlesIn(next: ReadonlyArray<readonly number[]>): ReadonlyMap<number, readonly number[]> {
	return new Map(
		withoutEnds(next).flatMap((i): Array<[number, readonly number[]]> => {
			const way = wayBack(i, next);
			return way ? [[i, way]] : [];
		}),
	);
}

/** The items left when everybody is taken away who leads nowhere, again and again: all circles, and what leads to them. */
function withoutEnds(next: ReadonlyArray<readonly number[]>): readonly number[] {
	const before: number[][] = next.map(() => []);
	next.forEach((items, i) => {
		for (const item of items) before[item]?.push(i);
	});
	const left = next.map(({ length }) => length);
	const ends = left.flatMap((count, i) => (count === 0 ? [i] : []));
	for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
		for (const i of before[end] ?? []) {
			left[i] = (left[i] ?? 0) - 1;
			if (left[i] === 0) ends.push(i);
		}
	}
	return left.flatMap((count, i) => (count > 0 ? [i] : []));
}

function wayBack(start: number, next: ReadonlyArray<readonly number[]>): readonly number[] | undefined {
	const from = new Map<number, number>();
	const waiting = [start];
	for (const i of waiting) {
		for (const item of next[i] ?? []) {
			if (item === start) return [start, ...wayTo(i, start, from), start];
			if (from.has(item)) continue;
			from.set(item, i);
			waiting.push(item);
		}
	}
	return undefined;
}

function wayTo(end: number, start: number, from: ReadonlyMap<number, number>): readonly number[] {
	const way: number[] = [];
	for (let i: number | undefined = end; i !== undefined && i !== start; i = from.get(i)) way.unshift(i);
	return way;
}
