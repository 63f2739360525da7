import type { INodeProperties } from 'n8n-workflow';

import { inOrder } from './inOrder';

/** Options that belong together: added to their collection as one, with all its fields seen at once. */
export type Group = Readonly<{
	displayName: string;
	name: string;
	/** Where the fields stand. */
	path: `${'options' | 'newUsers'}.${string}.values`;
}>;

export const EMPTY_FIELDS = { displayName: 'Empty Fields', name: 'emptyFields', path: 'options.emptyFields.values' } as const;
export const REQUESTS = { displayName: 'Requests', name: 'requests', path: 'options.requests.values' } as const;
export const SAFETY_LIMITS = { displayName: 'Safety Limits', name: 'safetyLimits', path: 'options.safetyLimits.values' } as const;

/** A group as its collection offers it. */
export function groupOption({ displayName, name }: Group, fields: readonly INodeProperties[]): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		placeholder: `Add ${displayName}`,
		default: { values: {} },
		options: [{ displayName, name: 'values', values: sorted(fields) }],
	};
}

/** In the order of their labels. */
export function sorted(properties: readonly INodeProperties[]): INodeProperties[] {
	return inOrder(properties, ({ displayName }) => displayName);
}
