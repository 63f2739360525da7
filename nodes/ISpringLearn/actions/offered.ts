import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Protocol } from '../transport/channel';

/** A resource or an operation as the editor offers it, and the APIs that have it: REST alone where none are named. */
export type Offered = INodePropertyOptions & Readonly<{ by?: readonly Protocol[] }>;

const REST_ONLY: readonly Protocol[] = ['rest'];
const PROTOCOLS: readonly Protocol[] = ['rest', 'restHeader', 'soap'];

/** "Operation" of a resource: one list for each API, of what it really has. */
export function operationParameters(resource: string, offers: readonly Offered[], usual: string): INodeProperties[] {
	return listed(offers, usual).map(({ api, options, initial }): INodeProperties => ({
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource], api } },
		options,
		default: initial,
	}));
}

/** "Resource", likewise. */
export function resourceParameters(offers: readonly Offered[], usual: string): INodeProperties[] {
	return listed(offers, usual).map(({ api, options, initial }): INodeProperties => ({
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { api } },
		options,
		default: initial,
	}));
}

type Listed = Readonly<{ api: string[]; options: INodePropertyOptions[]; initial: INodePropertyOptions['value'] }>;

/** What each API has, and what is chosen at first: the usual one where it is there. */
function listed(offers: readonly Offered[], usual: string): readonly Listed[] {
	return PROTOCOLS.flatMap((protocol) => {
		const options = offers.filter(({ by = REST_ONLY }) => by.includes(protocol)).map(({ by: _by, ...option }) => option);
		const [first] = options;
		if (!first) return [];
		return [{ api: [protocol], options, initial: options.some(({ value }) => value === usual) ? usual : first.value }];
	});
}
