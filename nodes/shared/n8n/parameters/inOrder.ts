/** A list as the editor shows it, in the order of its labels. Not by the rules of a language: to load those takes longer than a node does. */
export function inOrder<T>(list: readonly T[], labelOf: (one: T) => string): T[] {
	const keyed = list.map((one) => ({ one, key: labelOf(one).toLowerCase() }));
	return keyed.sort(({ key }, other) => (key < other.key ? -1 : key > other.key ? 1 : 0)).map(({ one }) => one);
}
