import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { CredentialJson, WorkflowJson } from '../e2e/n8n';

export const TRIGGER = 'When clicking ‘Execute workflow’';

/** A trigger that has these items pinned, and one node of the package behind it. */
export type ExampleNode = Readonly<{
	id: string;
	/** What the node is called on the canvas. */
	title: string;
	/** `axero`, `appenate`, … */
	node: string;
	credential: Pick<CredentialJson, 'id' | 'name' | 'type'>;
	items: readonly IDataObject[];
	parameters: INodeParameters;
}>;

export function exampleWorkflow({ id, title, node, credential, items, parameters }: ExampleNode): WorkflowJson {
	const { type, ...reference } = credential;
	return {
		id,
		name: title,
		nodes: [
			{ id: `${id}-1`, name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: `${id}-2`,
				name: title,
				type: `n8n-nodes-user-provisioning.${node}`,
				typeVersion: 1,
				position: [220, 0],
				parameters,
				credentials: { [type]: reference },
			},
		],
		connections: { [TRIGGER]: { main: [[{ node: title, type: 'main', index: 0 }]] } },
		pinData: { [TRIGGER]: items.map((json) => ({ json })) },
		settings: { executionOrder: 'v1' },
	};
}
