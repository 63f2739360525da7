import { randomUUID } from 'node:crypto';
import type { Rest } from './rest';
import type { WorkflowJson } from './types';

interface StoredWorkflow extends WorkflowJson {
	readonly versionId: string;
	readonly activeVersionId: string | null;
}

/** A workflow for `n8n import:workflow`. Older n8n does not take the absence of "active" for a no, and gives no version itself. */
export const importable = (workflow: WorkflowJson): WorkflowJson => ({ ...workflow, active: false, versionId: randomUUID() });

/** From then on the webhooks answer. What somebody has edited since it was published stays a draft. */
export async function publish(rest: Rest, workflows: readonly WorkflowJson[]): Promise<void> {
	for (const { id } of workflows.filter(({ active }) => active === true)) {
		const stored = await rest<StoredWorkflow>('GET', `/rest/workflows/${id}`);
		if (stored.activeVersionId !== null) continue;
		await activate(rest, stored).catch(async (error: unknown) => {
			if (!String(error).includes('Version not found')) throw error;
			await activate(rest, await saveAgain(rest, stored));
		});
	}
}

const activate = (rest: Rest, { id, versionId }: StoredWorkflow) => rest('POST', `/rest/workflows/${id}/activate`, { versionId });

/** Older n8n notes no version of what is imported, and publishes only what it has noted; it does so for a change. */
const saveAgain = (rest: Rest, { id, nodes, connections }: StoredWorkflow) =>
	rest<StoredWorkflow>('PATCH', `/rest/workflows/${id}`, { nodes: nodes.map((node) => ({ ...node, notesInFlow: false })), connections });
