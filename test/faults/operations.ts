import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Channel, Sandbox } from '../sandbox';
import { runNode, type NodeResult } from '../workflow/engine';
import { HIGHQ_OAUTH2, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import { WAYS } from '../workflow/ways';
import { WRITTEN } from './canaries';
import { who } from '../workflow/offered';

export const OPERATIONS = ['get', 'update', 'create', 'upsert', 'sync'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** All ways, those with a token of iSpring and by OAuth2 too. */
export const FAULT_WAYS: readonly SyncWay[] = [
	...SYNC_WAYS,
	HIGHQ_OAUTH2,
	...SYNC_WAYS.flatMap((way) =>
		WAYS.filter(({ title }) => title === way.title.replace('account', 'token') && title !== way.title).map((token): SyncWay => ({
			...way,
			...token,
		})),
	),
];

export function wayOf(title: string): SyncWay {
	const found = FAULT_WAYS.find((way) => way.title === title);
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
}

const email = '={{ $json.email }}';
/** What Create takes beside the text field: who the new user is. */
const NEWCOMER: Readonly<Record<Channel, Readonly<{ fields: INodeParameters; parameters?: INodeParameters }>>> = {
	axero: { fields: {}, parameters: { email, username: email } },
	appenate: { fields: { Email: email, FirstName: 'New' } },
	highq: { fields: { email, firstname: 'New', lastname: email } },
	'ispring-rest': { fields: { email, login: email, first_name: 'New', last_name: 'Person' } },
	'ispring-header': { fields: { email, login: email, first_name: 'New', last_name: 'Person' } },
	'ispring-soap': { fields: { email, login: email, first_name: 'New', last_name: 'Person' } },
};

/** The people of one cell of the matrix: who is there already, and who is new. */
export function itemsFor(way: SyncWay, sandbox: Sandbox, operation: Operation): IDataObject[] {
	const there = way
		.people(sandbox)
		.slice(0, 3)
		.map(({ email: address }, i) => ({ email: address, text: `desired ${i}` }));
	const fresh = [0, 1].map((i) => ({ email: `new.${i}@example.test`, text: `desired ${i + 3}` }));
	if (operation === 'create') return fresh;
	return operation === 'get' || operation === 'update' ? there : [...there, ...fresh];
}

/** The field for a password of a user, where the vendor has one. */
const PASSWORD_FIELD: Readonly<Partial<Record<Channel, string>>> = {
	appenate: 'Password',
	'ispring-rest': 'password',
	'ispring-header': 'password',
	'ispring-soap': 'password',
};

/** An expression of the password: what stands in a parameter as it is, n8n itself shows with each error of the node. */
const PASSWORD = `={{ ${JSON.stringify([...WRITTEN].reverse().join(''))}.split("").reverse().join("") }}`;

/** A password that is written along, where there is a field for it; Sync Users takes none. */
export function passwordOf({ channel }: SyncWay, operation: Operation): INodeParameters {
	const field = PASSWORD_FIELD[channel];
	return field === undefined || operation === 'get' || operation === 'sync' ? {} : { [field]: PASSWORD };
}

export type Run = Readonly<{
	items: readonly IDataObject[];
	data?: Parameters<SyncWay['data']>[1];
	fields?: INodeParameters;
	options?: INodeParameters;
	text?: string;
	/** Whether the first failed item ends the node. */ stops?: boolean;
}>;

/** Limits that no run of these reaches. */
const LARGE = { maxChanges: 100_000, maxShare: 100 };

/** Runs one operation of a way in the engine. */
export async function runOperation(
	way: SyncWay,
	sandbox: Sandbox,
	operation: Operation,
	{ items, data, fields = {}, options = {}, text = '={{ $json.text }}', stops = false }: Run,
): Promise<NodeResult> {
	const { options: ofProtocol = {}, ...chosen } = way.protocol;
	const newcomer = NEWCOMER[way.channel];
	const makes = operation === 'create' || operation === 'upsert' || operation === 'sync';
	const more =
		operation === 'create'
			? newcomer.fields
			: makes
				? { ...way.creates?.fields, ...('login' in newcomer.fields ? { login: email } : {}) }
				: {};
	return await runNode({
		node: way.node(),
		credential: { type: way.credential(), data: way.data(sandbox, data) },
		items,
		onError: stops ? 'stopWorkflow' : 'continueRegularOutput',
		parameters: {
			resource: 'user',
			operation,
			...who(operation, { __rl: true, mode: 'email', value: email }),
			fields: { mappingMode: 'defineBelow', value: { [way.text]: text, ...more, ...fields }, matchingColumns: [], schema: [] },
			...chosen,
			...(makes ? way.creates?.parameters : {}),
			...(operation === 'create' ? newcomer.parameters : {}),
			...(operation === 'sync' ? { ifNotFound: 'create', leavers: 'ignore' } : {}),
			options: { ...(typeof ofProtocol === 'object' ? ofProtocol : {}), ...(operation === 'get' ? {} : LARGE), ...options },
		},
	});
}
