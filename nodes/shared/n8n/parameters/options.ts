import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import type { PatienceOptions } from '../../http/patience';
import { groupOption, REQUESTS, sorted } from './groups';

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

/** In seconds: some lists take a vendor more than a minute, and nobody waits for an answer longer than ten. */
const DEFAULT_TIMEOUT = 120;
const MAX_TIMEOUT = 600;

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

/** What the group "Requests" holds at every vendor: about one that is slow, busy or down. */
const PATIENCE_OPTIONS: readonly INodeProperties[] = [
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		maxValue: MAX_RETRIES,
		default: DEFAULT_RETRIES,
		description:
			'How often to resend a request when the vendor does not answer or is overloaded, waiting longer each time. Only requests that are safe to repeat are sent again.',
	},
	{
		displayName: 'Requests per Second',
		name: 'requestsPerSecond',
		maxValue: MAX_PER_SECOND,
		default: 0,
		description:
			'How many requests to send per second. 0 means no limit. Executions of one n8n process that use the same credential share this limit.',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		minValue: 1,
		maxValue: MAX_TIMEOUT,
		default: DEFAULT_TIMEOUT,
		description: 'How many seconds a request may take, including its full answer',
	},
].map(numberOption);

/** What an operation offers under "Options". */
export type Offers = Readonly<{
	own?: readonly INodeProperties[];
	/** In the group "Requests". */
	requests?: readonly INodeProperties[];
}>;

/** The collection "Options": what all operations offer, and what one adds. */
export function optionsParameter(
	show: ShownFor,
	{ own = [], requests = [] }: Offers = {},
	atOnce: Allowance = USUAL_AT_ONCE,
): INodeProperties {
	const usual = [...atOnceOptions(atOnce).map(numberOption), ...PATIENCE_OPTIONS];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show },
		options: sorted([...own, groupOption(REQUESTS, [...usual, ...requests])]),
	};
}

function atOnceOptions({ usual, most, allowed }: Allowance): readonly NumberOption[] {
	const own: NumberOption = {
		displayName: 'Concurrency',
		name: 'concurrency',
		minValue: 1,
		maxValue: allowed ?? most,
		default: usual,
		description: 'How many items to process at the same time. Lower it when the vendor is slow or limits requests.',
	};
	if (allowed === undefined) return [own];
	return [
		{ ...own, description: `${own.description} The vendor allows ${allowed} connections at a time, for all programs together.` },
		{
			...own,
			displayName: 'Concurrency Above the Limit',
			name: 'raisedConcurrency',
			minValue: 0,
			maxValue: most,
			default: 0,
			description: `Replaces Concurrency. The vendor allows ${allowed} connections at a time and may refuse more. Set this only if it has raised the limit for your account. 0 means that its usual limit applies.`,
		},
	];
}

/** How many items are worked on at once in this execution: no more than the vendor allows, unless the user says so. */
export function concurrencyOf(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	{ usual, most, allowed }: Allowance = USUAL_AT_ONCE,
): number {
	if (!('getInputData' in context)) return usual;
	const wantedBy = (name: string): number => {
		const given: unknown = context.getNodeParameter(`${REQUESTS.path}.${name}`, 0, '');
		return given === '' || given === null ? NaN : Number(given);
	};
	const within = (wanted: number, highest: number): number => Math.min(Math.max(wanted, 1), highest);
	const [wanted, raised] = [wantedBy('concurrency'), wantedBy('raisedConcurrency')];
	if (allowed !== undefined && Number.isInteger(raised) && raised > 0) return within(raised, most);
	return Number.isInteger(wanted) ? within(wanted, allowed ?? most) : usual;
}

export function patienceOf(context: IExecuteFunctions | ILoadOptionsFunctions): PatienceOptions {
	if (!('getInputData' in context)) return IN_EDITOR;
	return {
		retries: numberIn(context, 'maxRetries', { usual: DEFAULT_RETRIES, least: 0, most: MAX_RETRIES }),
		perSecond: numberIn(context, 'requestsPerSecond', { usual: 0, least: 0, most: MAX_PER_SECOND }),
	};
}

/** How long one request may take, up to the end of its answer, in milliseconds. */
export function timeoutOf(context: IExecuteFunctions | ILoadOptionsFunctions): number {
	const usual = DEFAULT_TIMEOUT;
	const seconds = 'getInputData' in context ? numberIn(context, 'timeout', { usual, least: 1, most: MAX_TIMEOUT }) : usual;
	return seconds * 1_000;
}

type Bounds = Readonly<{ usual: number; least: number; most: number }>;

function numberIn(context: IExecuteFunctions, name: string, { usual, least, most }: Bounds): number {
	const given = Number(context.getNodeParameter(`${REQUESTS.path}.${name}`, 0, usual));
	return Number.isFinite(given) ? Math.min(Math.max(given, least), most) : usual;
}
