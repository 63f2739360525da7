import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import type { RecordFinder } from '../../shared/provisioning/recordFinder';
import { readBackOf } from '../../shared/n8n/parameters/readBack';
import { openSession, type Session } from '../../shared/n8n/session/session';
import { iSpringDirectory, switchingDirectory, type ISpringDirectory, type SwitchingDirectory } from '../user/iSpringDirectory';
import { namedUsers, type NamedUsers } from '../user/namedUsers';
import type { Channels, ISpringChannel, Protocol, SwitchingChannel } from '../wire/channel';
import { SOAP_NAMESPACE } from './parameters';
import { credentialFor, namespaceOf, openChannel, protocolOf, TOKEN_REFUSED } from '../wire/protocols';
import { iSpringFinders } from '../wire/finders';
import { NAMESPACES } from '../wire/soapEnvelope';

export const REST = ['rest'] as const;
export const EVERY = ['rest', 'restHeader', 'soap'] as const;
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
	course: {},
	department: { getAll: ['rest', 'soap'] },
	enrollment: {},
	group: { addMembers: ['rest', 'restHeader'], create: EVERY, getAll: ['rest', 'restHeader'] },
	profileField: { getAll: EVERY },
	role: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly Protocol[]>>>>;

export function apisOf(resource: keyof typeof APIS, operation: string): readonly Protocol[] {
	const apis: Readonly<Record<string, readonly Protocol[]>> = APIS[resource];
	return apis[operation] ?? REST;
}

/** The credential, the API and its users. What an API can't do, its channel and its directory don't have. */
export type OpenedISpring<P extends Protocol = Protocol> = Readonly<{
	session: Session;
	protocol: P;
	channel: Channels[P];
	directory: ISpringDirectory | SwitchingDirectory;
	/** Departments and groups by what people call them, as far as the API lists them. */
	departments: RecordFinder;
	groups: RecordFinder;
	/** Users for calls that take them by ID only. */
	userIds: NamedUsers;
}>;

const NAMES: Readonly<Record<Protocol, string>> = { rest: 'REST', restHeader: 'REST (Header)', soap: 'SOAP' };

/** What the editor says beforehand, and the execution when it refuses. */
export function notInThisApi(having: readonly Protocol[]): string {
	return `The selected API does not support this operation: choose ${having.map((one) => NAMES[one]).join(' or ')}`;
}

/**
 * What "API" and "Authentication" name; both hold for all items.
 * @param by the APIs that have the operation
 * @throws NodeOperationError where the chosen API lacks the operation or the sign-in
 */
export async function openISpring<P extends Protocol>(context: IExecuteFunctions, by: readonly P[]): Promise<OpenedISpring<P>> {
	const chosen = protocolOf(context.getNodeParameter('api', 0, 'rest'));
	const protocol = by.find((one) => one === chosen);
	if (protocol === undefined) throw new NodeOperationError(context.getNode(), notInThisApi(by));
	const credential = credentialFor(protocol, context.getNodeParameter('authentication', 0, 'account'));
	if (credential === undefined) throw new NodeOperationError(context.getNode(), TOKEN_REFUSED.says, { description: TOKEN_REFUSED.todo });

	const session = await openSession(context, credential);
	const channel = openChannel(protocol, session, namespaceOf(context.getNodeParameter(SOAP_NAMESPACE, 0, NAMESPACES[0])));
	const users: ISpringChannel | SwitchingChannel = channel;
	const options = { ownName: ownName(session), chosen: readBackOf(context) };
	const directory = 'setStatus' in users ? switchingDirectory(users, options) : iSpringDirectory(users, options);
	return { session, protocol, channel, directory, ...iSpringFinders(channel), userIds: namedUsers(directory) };
}

/** Who an account signs in as; an API token is nobody. */
function ownName({ credential: { email } }: Session): string | undefined {
	return typeof email === 'string' && email.trim() !== '' ? email.trim() : undefined;
}
