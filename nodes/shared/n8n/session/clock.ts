import { sleep } from 'n8n-workflow';

import type { Clock } from '../../http/types';

/** The time of an execution, whose waits end when it is cancelled. */
export function clockOf(cancel: AbortSignal | undefined): Clock {
	return {
		now: () => Date.now(),
		random: () => Math.random(),
		sleep: async (ms) => {
			if (!cancel) return await sleep(ms);
			// An event that has been is not sent again.
			if (cancel.aborted) return;
			const end = new AbortController();
			const cancelled = new Promise<void>((resolve) =>
				cancel.addEventListener('abort', () => resolve(), { once: true, signal: end.signal }),
			);
			await Promise.race([sleep(ms), cancelled]).finally(() => end.abort());
		},
		isCancelled: () => cancel?.aborted ?? false,
	};
}
