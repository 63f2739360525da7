import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';

type Given = Readonly<{
	items?: number;
	/** Parameters by their path, such as `options.requests.values.concurrency`. */
	parameters?: Readonly<Record<string, unknown>>;
	/** Whether the node continues on fail. */
	continues?: boolean;
	/** Parameters as the node stores them, with their expressions. */
	node?: INodeParameters;
}>;

/** What operations ask n8n for while they run, and the hints that they gave. */
export function executionContext({ items = 0, parameters = {}, continues = false, node = {} }: Given = {}): Readonly<{
	context: IExecuteFunctions;
	hints: string[];
}> {
	const hints: string[] = [];
	const context = {
		getNode: () => ({ name: 'Vendor', type: 'vendor', typeVersion: 1, id: 'vendor', position: [0, 0], parameters: node }),
		getInputData: () => Array.from({ length: items }, () => ({ json: {} })),
		getNodeParameter: (name: string, _i: number, usual: unknown) => (Object.hasOwn(parameters, name) ? parameters[name] : usual),
		continueOnFail: () => continues,
		addExecutionHints: (...given: ReadonlyArray<Readonly<{ message: string }>>) => hints.push(...given.map(({ message }) => message)),
	};
	return { context: context as unknown as IExecuteFunctions, hints };
}
