/** A workflow as it is exported; the id makes it addressable. `active: true` publishes it. */
export interface WorkflowJson {
	readonly id: string;
	readonly name: string;
	readonly active?: boolean;
	readonly nodes: ReadonlyArray<Readonly<{ name: string; type: string; [member: string]: unknown }>>;
	readonly [member: string]: unknown;
}

/** A credential with its secrets in plain text; n8n encrypts them on import. */
export interface CredentialJson {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

export interface Item {
	readonly json: Readonly<Record<string, unknown>>;
	readonly error?: unknown;
	readonly pairedItem?: unknown;
	readonly binary?: unknown;
}

export interface NodeRun {
	readonly executionStatus: string;
	readonly error?: Readonly<{ message: string; description?: string | null; [member: string]: unknown }>;
	/** By output, then by item. */
	readonly data?: Readonly<{ main: ReadonlyArray<readonly Item[] | null> }>;
	readonly [member: string]: unknown;
}

export interface Execution {
	readonly id: string;
	readonly status: string;
	readonly workflowId: string;
	readonly data: Readonly<{
		resultData: Readonly<{
			runData: Readonly<Record<string, readonly NodeRun[]>>;
			error?: Readonly<{ message: string; description?: string | null; [member: string]: unknown }>;
			lastNodeExecuted?: string;
		}>;
	}>;
}

export interface WebhookAnswer {
	readonly status: number;
	readonly text: string;
	/** Parsed when it is JSON. */
	readonly body: unknown;
}

/** What a node's first run handed on; output 1 is the error output of a regular node. */
export const itemsOf = (execution: Pick<Execution, 'data'>, node: string, output = 0): readonly Item[] =>
	execution.data.resultData.runData[node]?.[0]?.data?.main[output] ?? [];
