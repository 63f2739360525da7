/*
 * IDs of users, departments, groups and roles are UUIDs, in older accounts whole numbers. People and other tools write
 * them in capitals and in braces, so they are compared without either, and sent as iSpring itself spells them.
 */

/** The text that all spellings of an ID share. */
export function idKey(id: string): string {
	return id
		.trim()
		.replace(/^\{(.*)\}$/, '$1')
		.toLowerCase();
}

export function isSameId(one: string, other: string): boolean {
	return idKey(one) === idKey(other);
}

/** Each ID once, in the spelling in which it comes first. */
export function uniqueIds(ids: readonly string[]): readonly string[] {
	const first = new Map<string, string>();
	for (const id of ids) if (!first.has(idKey(id))) first.set(idKey(id), id);
	return [...first.values()];
}

/** What of a list is not in another one, each ID once. */
export function idsWithout(ids: readonly string[], others: readonly string[]): readonly string[] {
	const there = new Set(others.map(idKey));
	return uniqueIds(ids).filter((id) => !there.has(idKey(id)));
}

/** An ID as it is spelled among those that iSpring has answered with; as it was given where it is none of them. */
export function speller(known: readonly string[]): (id: string) => string {
	const spelled = new Map(known.map((id) => [idKey(id), id]));
	return (id) => spelled.get(idKey(id)) ?? id;
}
