import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { ShownFor } from './operations';
import { PATIENCE_OPTIONS } from './patienceOptions';

const DEFAULT_CONCURRENCY = 5;
const MAX_CONCURRENCY = 25;

/** How many items an execution works on at once. It holds for the execution, so it takes no expression. */
const concurrencyOption: INodeProperties = {
	displayName: 'Items at Once',
	name: 'concurrency',
	type: 'number',
	noDataExpression: true,
	typeOptions: { minValue: 1, maxValue: MAX_CONCURRENCY, numberPrecision: 0 },
	default: DEFAULT_CONCURRENCY,
	description: 'How many items are worked on at the same time. Lower it when the vendor answers slowly or limits requests.',
};

/** The collection "Options": what all operations offer, and what one adds. */
export function optionsParameter(show: ShownFor, more: INodeProperties[] = []): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show },
		options: [...more, concurrencyOption, ...PATIENCE_OPTIONS].sort((one, other) => one.displayName.localeCompare(other.displayName)),
	};
}

/** @returns 1 to 25 */
export function concurrencyOf(context: IExecuteFunctions): number {
	const wanted = Number(context.getNodeParameter('options.concurrency', 0, DEFAULT_CONCURRENCY));
	return Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), MAX_CONCURRENCY) : DEFAULT_CONCURRENCY;
}
