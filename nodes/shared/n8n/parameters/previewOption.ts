import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { booleanOf } from './booleans';

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

/** @throws FailureError `invalid` for what is neither true nor false, so that nothing is written by mistake */
export function isPreview(context: Pick<IExecuteFunctions, 'getNodeParameter'>): boolean {
	return booleanOf(context, 0, previewOption, 'options');
}
