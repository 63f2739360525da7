/**
 * Runs tasks that share an id one after another, in the order in which they are asked for; others don't wait.
 * Two items that read a record and write it back at once would undo each other.
 */
export function turns(): <T>(id: string, task: () => Promise<T>) => Promise<T> {
	const lastOf = new Map<string, Promise<unknown>>();
	return async (id, task) => {
		const mine = (lastOf.get(id) ?? Promise.resolve()).then(task, task);
		lastOf.set(id, mine);
		return await mine;
	};
}
