import type { Clock } from '../../nodes/shared/http/types';

/** Lets everything that waits for nothing go on. */
export const turns = async (times = 20): Promise<void> => {
	for (let i = 0; i < times; i += 1) await new Promise(setImmediate);
};

/** A clock whose sleepers wake in order, each once nothing else is left to do. */
export class Timeline implements Clock {
	time = 5_000;
	#sleepers: Array<Readonly<{ at: number; wake: () => void }>> = [];
	readonly now = (): number => this.time;
	readonly random = (): number => 1;
	readonly isCancelled = (): boolean => false;
	readonly sleep = async (ms: number): Promise<void> =>
		await new Promise((wake) => this.#sleepers.push({ at: this.time + Math.max(ms, 0), wake }));

	async until(done: Promise<unknown>): Promise<void> {
		let isDone = false;
		const mark = (): void => {
			isDone = true;
		};
		void done.then(mark, mark);
		for (let i = 0; i < 5_000; i += 1) {
			await turns();
			if (isDone) return;
			this.#sleepers.sort((a, b) => a.at - b.at);
			const first = this.#sleepers.shift();
			if (!first) throw new Error('Everybody waits, and nobody is woken');
			this.time = Math.max(this.time, first.at);
			first.wake();
		}
		throw new Error('There is no end to it');
	}
}
