/**
 * What a task comes to, or an error at the end of its time: the platform's helper does not end its own requests for a token by a signal.
 * @throws what the task throws; an error without meaning when the signal ends it, for the words of `deadline`
 */
export async function within<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
	signal.throwIfAborted();
	const done = new AbortController();
	const end = new Promise<never>((_resolve, reject) => {
		signal.addEventListener('abort', () => reject(new Error('The time is over')), { once: true, signal: done.signal });
	});
	return await Promise.race([task(), end]).finally(() => done.abort());
}
