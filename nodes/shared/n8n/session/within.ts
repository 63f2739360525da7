/**
 * What a task comes to, or an error at the end of its time: the platform's helper does not end its own requests for a token by a signal.
 * @throws what the task throws; an error without meaning when the signal ends it, for the words of `deadline`
 */
export async function within<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
	signal.throwIfAborted();
	let end = (): void => undefined;
	const over = new Promise<never>((_resolve, reject) => {
		end = () => reject(new Error('The time is over'));
	});
	signal.addEventListener('abort', end, { once: true });
	return await Promise.race([task(), over]).finally(() => signal.removeEventListener('abort', end));
}
