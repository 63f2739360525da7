import type * as Workflow from 'n8n-workflow';

process.env.N8N_LOG_LEVEL = 'silent';

/** Waits of the nodes are a hundredth as long, so that tests of faults don't take minutes. */
jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof Workflow>('n8n-workflow');
	return { ...actual, sleep: async (ms: number) => await actual.sleep(ms / 100) };
});
