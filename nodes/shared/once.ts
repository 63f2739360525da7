/** What is made with its first use: what only an execution needs takes no time where a node is only read. */
export function once<T>(make: () => T): () => T {
	let made: Readonly<{ value: T }> | undefined;
	return () => (made ??= { value: make() }).value;
}
