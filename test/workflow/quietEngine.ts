import type * as Clocks from '../../nodes/shared/n8n/session/clock';

process.env.N8N_LOG_LEVEL = 'silent';

const TIMES_FASTER = 100;
const started = Date.now();

/** Time passes a hundred times faster for the waits of the nodes, so that tests of faults don't take minutes. */
jest.mock('../../nodes/shared/n8n/session/clock', () => {
	const { clockOf } = jest.requireActual<typeof Clocks>('../../nodes/shared/n8n/session/clock');
	return {
		clockOf: (cancel: AbortSignal | undefined) => {
			const clock = clockOf(cancel);
			return {
				...clock,
				now: () => started + (clock.now() - started) * TIMES_FASTER,
				sleep: async (ms: number) => await clock.sleep(ms / TIMES_FASTER),
			};
		},
	};
});
