import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import type { PatienceOptions } from '../../http/patience';

/** One request in a hundred thousand fails for good where one in ten does at first. */
const DEFAULT_RETRIES = 5;
const MAX_RETRIES = 10;
const MAX_PER_SECOND = 1000;

/** In the editor somebody is waiting. */
const IN_EDITOR: PatienceOptions = { retries: 1, perSecond: 0 };

/** The options about a vendor that is slow, busy or down. They hold for the execution, so they take no expression. */
export const PATIENCE_OPTIONS: readonly INodeProperties[] = [
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 0, maxValue: MAX_RETRIES, numberPrecision: 0 },
		default: 5,
		description:
			'How often a request is sent again when the vendor does not answer or is overloaded, each time after a longer wait. Only what can do no harm twice is repeated; a wait that the vendor asks for is kept.',
	},
	{
		displayName: 'Requests per Second',
		name: 'requestsPerSecond',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 0, maxValue: MAX_PER_SECOND, numberPrecision: 0 },
		default: 0,
		description:
			'How many requests may be sent in a second, for vendors that count them; 0 for as many as come. Executions that run at the same time do not share it.',
	},
];

export function patienceOf(context: IExecuteFunctions | ILoadOptionsFunctions): PatienceOptions {
	if (!('getInputData' in context)) return IN_EDITOR;
	const numberOf = (name: string, usual: number, most: number): number => {
		const given = Number(context.getNodeParameter(`options.${name}`, 0, usual));
		return Number.isFinite(given) ? Math.min(Math.max(given, 0), most) : usual;
	};
	return { retries: numberOf('maxRetries', DEFAULT_RETRIES, MAX_RETRIES), perSecond: numberOf('requestsPerSecond', 0, MAX_PER_SECOND) };
}
