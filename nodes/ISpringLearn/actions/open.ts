import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { openSession, type Session } from '../../shared/n8n/session/session';
import { iSpringDirectory, switchingDirectory, type ISpringDirectory, type SwitchingDirectory } from '../user/iSpringDirectory';
import { credentialFor, namespaceOf, protocolOf, TOKEN_REFUSED } from '../wire/protocols';
import type { Channels, Protocol } from '../wire/channel';
import { openChannel } from '../wire/openChannel';
import { NAMESPACES } from '../wire/soapClient';

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
