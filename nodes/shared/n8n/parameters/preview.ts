import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ShownFor } from './options';
import { booleanOf } from './readings';

const PREVIEW = { displayName: 'Preview', name: 'preview', default: false } as const;

/** The switch that shows what an operation would do, in every operation that writes. It holds for the execution. */
export function previewParameter(show: ShownFor): INodeProperties {
	return {
		...PREVIEW,
		type: 'boolean',
		noDataExpression: true,
		displayOptions: { show },
		description: 'Whether to only show what would change, without writing anything',
	};
}

/** @throws FailureError `invalid` for what is neither true nor false, so that nothing is written by mistake */
export function isPreview(context: Pick<IExecuteFunctions, 'getNodeParameter'>): boolean {
	return booleanOf(context, 0, PREVIEW);
}
