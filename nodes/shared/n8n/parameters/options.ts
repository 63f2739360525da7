import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import type { PatienceOptions } from '../../http/patience';

/** The resource and operation that a parameter belongs to. */
export type ShownFor = { resource: string[]; operation: string[] };

/** How many items an execution works on at once, and so how many requests are under way: a matter of the vendor. */
export type Allowance = Readonly<{
	/** Where the user says nothing. */
	usual: number;
	/** What the user can choose. */
	most: number;
	/** What the vendor documents as its own limit. More than that takes an option of its own. */
	allowed?: number;
	/** How many requests it takes in a day, where it counts them. */
	perDay?: number;
}>;

/** Where a vendor names no limit. */
export const USUAL_AT_ONCE: Allowance = { usual: 5, most: 25 };

/** One request in a hundred thousand fails for good where one in ten does at first. */
const DEFAULT_RETRIES = 5;
const MAX_RETRIES = 10;
const MAX_PER_SECOND = 1000;

/** In the editor somebody is waiting. */
const IN_EDITOR: PatienceOptions = { retries: 1, perSecond: 0 };

/** A whole number among the options. */
export type NumberOption = Readonly<{
	displayName: string;
	name: string;
	default: number;
	description: string;
	/** 0 where nothing is said. */
	minValue?: number;
	maxValue?: number;
}>;

/** It holds for the execution, so it takes no expression of an item. */
export function numberOption({ displayName, name, default: usual, description, minValue = 0, maxValue }: NumberOption): INodeProperties {
	const typeOptions = { minValue, ...(maxValue === undefined ? {} : { maxValue }), numberPrecision: 0 };
	return { displayName, name, type: 'number', noDataExpression: true, typeOptions, default: usual, description };
}

/** The options about a vendor that is slow, busy or down. */
const PATIENCE_OPTIONS: readonly NumberOption[] = [
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		maxValue: MAX_RETRIES,
		default: DEFAULT_RETRIES,
		description:
			'How often a request is sent again when the vendor does not answer or is overloaded, each time after a longer wait. Only what can do no harm twice is repeated; a wait that the vendor asks for is kept.',
	},
	{
		displayName: 'Requests per Second',
		name: 'requestsPerSecond',
		maxValue: MAX_PER_SECOND,
		default: 0,
		description:
			'How many requests may be sent in a second, for vendors that count them; 0 for as many as come. Executions that run at the same time do not share it.',
	},
];

/** The collection "Options": what all operations offer, and what one adds. */
export function optionsParameter(show: ShownFor, more: INodeProperties[] = [], atOnce: Allowance = USUAL_AT_ONCE): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show },
		options: [...more, ...[...atOnceOptions(atOnce), ...PATIENCE_OPTIONS].map(numberOption)].sort((one, other) =>
			one.displayName.localeCompare(other.displayName),
		),
	};
}

function atOnceOptions({ usual, most, allowed }: Allowance): readonly NumberOption[] {
	const own: NumberOption = {
		displayName: 'Items at Once',
		name: 'concurrency',
		minValue: 1,
		maxValue: allowed ?? most,
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
			maxValue: most,
			description: `Takes the place of Items at Once. The vendor allows ${allowed} connections at once and may refuse more: add this only when it has agreed to more for your account.`,
		},
	];
}

/** How many items are worked on at once in this execution: no more than the vendor allows, unless the user says so. */
export function concurrencyOf(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	{ usual, most, allowed }: Allowance = USUAL_AT_ONCE,
): number {
	if (!('getInputData' in context)) return usual;
	const numberOf = (name: string, highest: number): number | undefined => {
		const given: unknown = context.getNodeParameter(`options.${name}`, 0, '');
		const wanted = given === '' || given === null ? NaN : Number(given);
		return Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), highest) : undefined;
	};
	const raised = allowed === undefined ? undefined : numberOf('raisedConcurrency', most);
	return raised ?? numberOf('concurrency', allowed ?? most) ?? usual;
}

export function patienceOf(context: IExecuteFunctions | ILoadOptionsFunctions): PatienceOptions {
	if (!('getInputData' in context)) return IN_EDITOR;
	const numberOf = (name: string, usual: number, most: number): number => {
		const given = Number(context.getNodeParameter(`options.${name}`, 0, usual));
		return Number.isFinite(given) ? Math.min(Math.max(given, 0), most) : usual;
	};
	return { retries: numberOf('maxRetries', DEFAULT_RETRIES, MAX_RETRIES), perSecond: numberOf('requestsPerSecond', 0, MAX_PER_SECOND) };
}
