import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Protocol } from '../wire/channel';

export const REST = ['rest'] as const;
const EVERY = ['rest', 'restHeader', 'soap'] as const;
const SWITCHING = ['rest', 'soap'] as const;

/** Which APIs have an operation: REST alone where none are named. */
export const APIS = {
	user: {
		activate: SWITCHING,
		compare: EVERY,
		create: EVERY,
		deactivate: SWITCHING,
		delete: EVERY,
		get: EVERY,
		getAll: EVERY,
		sync: EVERY,
		update: EVERY,
		upsert: EVERY,
	},
	department: { getAll: ['rest', 'soap'] },
	group: { addMembers: ['rest', 'restHeader'], create: EVERY, getAll: ['rest', 'restHeader'] },
	profileField: { getAll: EVERY },
	role: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly Protocol[]>>>>;

/** A resource or an operation as the editor offers it. */
export type Offered = INodePropertyOptions & Readonly<{ value: string }>;

/** "Operation" of a resource: one list for each API, of what it really has. */
export function operationParameters(resource: keyof typeof APIS, offers: readonly Offered[], usual: string): INodeProperties[] {
	const apis: Readonly<Record<string, readonly Protocol[]>> = APIS[resource];
	return listed(offers, { usual, by: (operation) => apis[operation] ?? REST }).map(({ api, options, initial }): INodeProperties => ({
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
export function resourceParameters(offers: ReadonlyArray<Offered & { value: keyof typeof APIS }>, usual: string): INodeProperties[] {
	const apis: Readonly<Record<string, Readonly<Record<string, readonly Protocol[]>>>> = APIS;
	return listed(offers, { usual, by: (resource) => [...REST, ...Object.values(apis[resource] ?? {}).flat()] }).map(
		({ api, options, initial }): INodeProperties => ({
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { api } },
			options,
			default: initial,
		}),
	);
}

type Listed = Readonly<{ api: string[]; options: INodePropertyOptions[]; initial: INodePropertyOptions['value'] }>;
type Listing = Readonly<{ usual: string; by: (value: string) => readonly Protocol[] }>;

/** What each API has, and what is chosen at first: the usual one where it is there. */
function listed(offers: readonly Offered[], { usual, by }: Listing): readonly Listed[] {
	return EVERY.flatMap((protocol) => {
		const options = offers.filter(({ value }) => by(value).includes(protocol)).sort((one, other) => one.name.localeCompare(other.name));
		const [first] = options;
		if (!first) return [];
		return [{ api: [protocol], options, initial: options.some(({ value }) => value === usual) ? usual : first.value }];
	});
}
