import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';
import { PATIENCE_OPTIONS } from './patienceOptions';

/** The resource and operation that a parameter belongs to. */
export type ShownFor = { resource: string[]; operation: string[] };

/** How many items an execution works on at once, and so how many requests are under way: a matter of the vendor. */
export type AtOnce = Readonly<{
	/** Where the user says nothing. */
	usual: number;
	/** What the user can choose. */
	most: number;
	/** What the vendor documents as its own limit. More than that takes an option of its own. */
	allowed?: number;
}>;

/** What a vendor takes: at once, and where it counts them, in a day. */
export type Allowance = AtOnce & Readonly<{ perDay?: number }>;

/** Where a vendor names no limit. */
export const USUAL_AT_ONCE: AtOnce = { usual: 5, most: 25 };

/** The collection "Options": what all operations offer, and what one adds. */
export function optionsParameter(show: ShownFor, more: INodeProperties[] = [], atOnce: AtOnce = USUAL_AT_ONCE): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show },
		options: [...more, ...atOnceOptions(atOnce), ...PATIENCE_OPTIONS].sort((one, other) =>
			one.displayName.localeCompare(other.displayName),
		),
	};
}

/** They hold for the execution, so they take no expression. */
function atOnceOptions({ usual, most, allowed }: AtOnce): INodeProperties[] {
	const own: INodeProperties = {
		displayName: 'Items at Once',
		name: 'concurrency',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 1, maxValue: allowed ?? most, numberPrecision: 0 },
		default: usual,
		description: 'How many items are worked on at the same time. Lower it when the vendor answers slowly or limits requests.',
	};
	if (allowed === undefined) return [own];
	return [
		{ ...own, description: `${own.description} The vendor allows ${allowed} connections at once, for all programs together.` },
		{
			...own,
			displayName: 'Items at Once Above the Limit',
			name: 'raisedConcurrency',
			typeOptions: { minValue: 1, maxValue: most, numberPrecision: 0 },
			description: `Takes the place of Items at Once. The vendor allows ${allowed} connections at once and may refuse more: add this only when it has agreed to more for your account.`,
		},
	];
}

/** How many items are worked on at once in this execution: no more than the vendor allows, unless the user says so. */
export function concurrencyOf(context: IExecuteFunctions | ILoadOptionsFunctions, atOnce: AtOnce = USUAL_AT_ONCE): number {
	const { usual, most, allowed } = atOnce;
	if (!('getInputData' in context)) return usual;
	const numberOf = (name: string, highest: number): number | undefined => {
		const given: unknown = context.getNodeParameter(`options.${name}`, 0, '');
		const wanted = given === '' || given === null ? NaN : Number(given);
		return Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), highest) : undefined;
	};
	const raised = allowed === undefined ? undefined : numberOf('raisedConcurrency', most);
	return raised ?? numberOf('concurrency', allowed ?? most) ?? usual;
}
