import type { Rest } from './rest';
import type { WorkflowJson } from './types';

/** Presses the editor's button to run a saved workflow, from the trigger of that name or from its only one; it runs on. */
export async function beginRun(rest: Rest, id: string, name?: string): Promise<string> {
	// Older n8n wants the whole workflow, as the editor has it; newer takes what is saved.
	const workflowData = await rest<WorkflowJson>('GET', `/rest/workflows/${id}`);
	const trigger = name ?? workflowData.nodes.find(({ type }) => /trigger$/i.test(type))?.name;
	if (trigger === undefined) throw new Error(`Workflow ${id} has no trigger to start from.`);
	const { executionId } = await rest<{ executionId?: string }>('POST', `/rest/workflows/${id}/run`, {
		workflowData,
		triggerToStartFrom: { name: trigger },
	});
	if (executionId === undefined) throw new Error(`n8n waits for the webhook of workflow ${id} instead of running it.`);
	return executionId;
}
