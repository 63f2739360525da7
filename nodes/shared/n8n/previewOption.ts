import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** The option that shows what an operation would do. It holds for the execution. */
export const previewOption: INodeProperties = {
	displayName: 'Preview (Dry Run)',
	name: 'preview',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to write nothing and show what would be done instead: per item the action, how the user was found, each change, and the requests that would be sent',
};

/** Anything but a clear "false" writes nothing. */
export function isPreview(context: Pick<IExecuteFunctions, 'getNodeParameter'>): boolean {
	const given: unknown = context.getNodeParameter('options.preview', 0, false);
	return String(given).toLowerCase() !== 'false';
}
