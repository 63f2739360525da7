import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { failed, failureOf } from '../../shared/failure';
import type { WayOut } from '../../shared/http/types';
import type { Channels, Protocol } from './channel';
import { headerChannel } from './headerCodec';
import { restChannel } from './restChannel';
import { EVERY_API } from './addresses';
import { type Namespace, NAMESPACES } from './soapEnvelope';
import { soapChannel } from './soapCodec';

const PROTOCOLS: ReadonlyArray<INodePropertyOptions & { value: Protocol }> = [
	{ name: 'REST', value: 'rest', description: 'The current API. Only sends what changed, as JSON.' },
	{ name: 'REST (Header)', value: 'restHeader', description: 'The older API, which sends fields as XML in a request header' },
	{
		name: 'SOAP',
		value: 'soap',
		description: "SOAP 1.1, which sends every required field of the account. Ask iSpring's support for the URL.",
	},
];

const ACCOUNT: INodePropertyOptions = {
	name: 'Account',
	value: 'account',
	description: 'Account URL, email or login, and password of an administrator',
};
const TOKEN: INodePropertyOptions = {
	name: 'API Token',
	value: 'token',
	description: 'Client ID and client secret of an API key. Not for REST (Header).',
};

/**
 * "API" of a credential: which one it is used with, and so which addresses it asks for.
 * @param names those that it signs in to
 */
export function usedApiProperty(names: readonly Protocol[], description: string): INodeProperties {
	const options = PROTOCOLS.filter(({ value }) => names.includes(value));
	const every = { name: names.length === 2 ? 'Both' : 'All', value: EVERY_API, description: 'For workflows that use several APIs' };
	return { displayName: 'API', name: 'api', type: 'options', options: [...options, every], default: 'rest', description };
}

/** What "API" of a credential says. */
export function usedApis(chosen: unknown): readonly Protocol[] {
	const all = PROTOCOLS.map(({ value }) => value);
	return chosen === EVERY_API ? all : [protocolOf(chosen)];
}

/** Why the older REST API does not go with a token. */
export const TOKEN_REFUSED = {
	says: 'REST (Header) signs in with an account, not with an API token',
	todo: 'Set Authentication to Account, or choose REST as API.',
} as const;

/** "API" and "Authentication": they choose protocol and credential for all items, so they take no expression. */
export const protocolParameters: readonly INodeProperties[] = [
	{
		displayName: 'API',
		name: 'api',
		type: 'options',
		noDataExpression: true,
		options: [...PROTOCOLS],
		default: 'rest',
		description: "Which of iSpring's APIs to use",
	},
	// Shown for every API: the editor hides the parameters that this one would depend on, with those of the credential.
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		noDataExpression: true,
		options: [ACCOUNT, TOKEN],
		default: 'account',
		description: 'How to sign in to iSpring',
	},
];

/** What "API" says. */
export function protocolOf(chosen: unknown): Protocol {
	return PROTOCOLS.find(({ value }) => value === chosen)?.value ?? 'rest';
}

/** What "SOAP Namespace" says. */
export function namespaceOf(chosen: unknown): Namespace {
	return NAMESPACES.find((one) => one === chosen) ?? NAMESPACES[0];
}

/** The credential type that "Authentication" means; undefined where the protocol can't sign in that way. */
export function credentialFor(protocol: Protocol, authentication: unknown): string | undefined {
	if (authentication !== 'token') return 'iSpringLearnApi';
	return protocol === 'restHeader' ? undefined : 'iSpringLearnTokenApi';
}

const OPENERS: { readonly [P in Protocol]: (out: WayOut, namespace: Namespace) => Channels[P] } = {
	rest: (out) => restChannel(out),
	restHeader: (out) => headerChannel(out),
	soap: (out, namespace) => soapChannel(out, namespace),
};

/** The channel of a protocol. Nothing is sent yet. */
export function openChannel<P extends Protocol>(protocol: P, out: WayOut, namespace: Namespace): Channels[P] {
	return OPENERS[protocol](out, namespace);
}

/**
 * Reads the account's fields: small, and only for those who are signed in. The credential does not know
 * which namespace an account's SOAP service understands, so the second is tried where the first is not.
 * @throws FailureError that tells a wrong address from a sign-in that is not accepted
 */
export async function checkSignIn(protocol: Protocol, out: WayOut): Promise<void> {
	const [first, second] = NAMESPACES;
	const failure = await openChannel(protocol, out, first)
		.profileFields()
		.then(() => undefined, failureOf);
	if (!failure) return;
	const isMisunderstood = protocol === 'soap' && (failure.kind === 'refused' || failure.kind === 'unreadable');
	if (!isMisunderstood) throw failed(failure);
	await openChannel(protocol, out, second).profileFields();
}
