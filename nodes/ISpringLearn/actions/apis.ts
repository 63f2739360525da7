import { type IExecuteFunctions, type INodeProperties, type INodePropertyOptions, NodeOperationError } from 'n8n-workflow';

import { openSession, type Session } from '../../shared/n8n/session/session';
import { iSpringDirectory, type ISpringDirectory, switchingDirectory, type SwitchingDirectory } from '../user/iSpringDirectory';
import type { Channels, Protocol } from '../wire/channel';
import { credentialFor, namespaceOf, openChannel, protocolOf, TOKEN_REFUSED } from '../wire/protocols';
import { NAMESPACES } from '../wire/soapClient';

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

type Directories = Readonly<{ rest: SwitchingDirectory; restHeader: ISpringDirectory; soap: SwitchingDirectory }>;

const DIRECTORIES: { readonly [P in Protocol]: (channel: Channels[P], ownName: string | undefined) => Directories[P] } = {
	rest: switchingDirectory,
	restHeader: iSpringDirectory,
	soap: switchingDirectory,
};

/** The credential, the API and its users. What an API can't do, its channel and its directory don't have. */
export type OpenedISpring<P extends Protocol = Protocol> = Readonly<{
	session: Session;
	protocol: P;
	channel: Channels[P];
	directory: Directories[P];
}>;

const NAMES: Readonly<Record<Protocol, string>> = { rest: 'REST', restHeader: 'REST (Header)', soap: 'SOAP' };

/**
 * What "API" and "Authentication" name; both hold for all items.
 * @param by the APIs that have the operation
 * @throws NodeOperationError where the chosen API lacks the operation or the sign-in
 */
export async function openISpring<P extends Protocol>(context: IExecuteFunctions, by: readonly P[]): Promise<OpenedISpring<P>> {
	const chosen = protocolOf(context.getNodeParameter('api', 0, 'rest'));
	const protocol = by.find((one) => one === chosen);
	if (protocol === undefined) {
		throw new NodeOperationError(context.getNode(), 'The chosen API does not have this operation', {
			description: `Choose ${by.map((one) => NAMES[one]).join(' or ')} as API.`,
		});
	}
	const credential = credentialFor(protocol, context.getNodeParameter('authentication', 0, 'account'));
	if (credential === undefined) throw new NodeOperationError(context.getNode(), TOKEN_REFUSED.says, { description: TOKEN_REFUSED.todo });

	const session = await openSession(context, credential);
	const channel = openChannel(protocol, session, namespaceOf(context.getNodeParameter('options.soapNamespace', 0, NAMESPACES[0])));
	return { session, protocol, channel, directory: DIRECTORIES[protocol](channel, ownName(session)) };
}

/** Who an account signs in as; an API token is nobody. */
function ownName({ credential: { email } }: Session): string | undefined {
	return typeof email === 'string' && email.trim() !== '' ? email.trim() : undefined;
}
