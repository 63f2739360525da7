import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ShownFor } from './options';
import { booleanOf, choiceOf } from './readings';

/** How much of the user comes out beside what became of them. */
export type IncludedUser = 'no' | 'simplified' | 'raw';

/** How much of the user comes out. It holds for the execution. */
export const includeUserOption: INodeProperties = {
	displayName: 'Include User',
	name: 'includeUser',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'No', value: 'no', description: 'Only what was done, in at most 1 KB per person' },
		{ name: 'Simplified', value: 'simplified', description: 'With a short, flat version of the user' },
		{ name: 'Raw', value: 'raw', description: 'With everything, as the vendor shows it' },
	],
	default: 'no',
	description: 'Whether to also return the user after the write, in the property "user"',
};

/** @throws FailureError `invalid` */
export function includedUser(context: Pick<IExecuteFunctions, 'getNodeParameter'>): IncludedUser {
	return choiceOf(context, 0, includeUserOption, { words: ['no', 'simplified', 'raw'], within: 'options' });
}

const INCLUDE_REQUESTS = { displayName: 'Include Requests', name: 'includeRequests', default: false } as const;

/** Below "Preview", while it is on: what a preview kept back. It holds for the execution. */
export function includeRequestsParameter(show: ShownFor): INodeProperties {
	return {
		...INCLUDE_REQUESTS,
		type: 'boolean',
		noDataExpression: true,
		// Not `show`, which would miss a true that comes as text.
		displayOptions: { show, hide: { preview: [false] } },
		description: 'Whether the preview shows the requests that would be sent, in the property "requests"',
	};
}

/** @throws FailureError `invalid` for what is neither true nor false */
export function includesRequests(context: Pick<IExecuteFunctions, 'getNodeParameter'>): boolean {
	return booleanOf(context, 0, INCLUDE_REQUESTS);
}
