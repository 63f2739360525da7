import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { openSession, type Session } from '../../shared/n8n/session';
import { iSpringDirectory, switchingDirectory, type ISpringDirectory, type SwitchingDirectory } from '../iSpringDirectory';
import { credentialFor, namespaceOf, protocolOf, TOKEN_REFUSED } from '../protocols';
import type { SwitchesUsers } from '../../shared/provisioning/directory';
import type { ISpringUser, ISpringWith } from '../profile';
import type { ISpringChannel, Protocol } from '../transport/channel';
import { NAMESPACES, type Namespace } from '../transport/envelope';
import { openChannel } from '../transport/openChannel';
import { restClient, type RestClient } from '../transport/restClient';

type Opened<P extends Protocol> = Readonly<{ session: Session; protocol: P; namespace: Namespace }>;

/** The credential and the directory that "API" and "Authentication" name; both hold for all items. */
export async function openISpring(context: IExecuteFunctions): Promise<OpenedISpring> {
	const { session, protocol, namespace } = await openBy(context, ['rest', 'restHeader', 'soap']);
	if (protocol === 'restHeader') {
		const channel = openChannel(protocol, session, namespace);
		return { session, protocol, channel, directory: iSpringDirectory(channel, ownName(session)) };
	}
	const channel = openChannel(protocol, session, namespace);
	const directory = switchingDirectory(channel, ownName(session));
	return { session, protocol, channel, directory, switches: directory };
}

export type OpenedISpring = Readonly<{
	session: Session;
	protocol: Protocol;
	directory: ISpringDirectory;
	channel: ISpringChannel;
	/** Where the API can: REST (Header) can not. */
	switches?: SwitchesUsers<ISpringWith, ISpringUser>;
}>;

/** Who an account signs in as; an API token is nobody. */
function ownName({ credential: { email } }: Session): string | undefined {
	return typeof email === 'string' && email.trim() !== '' ? email.trim() : undefined;
}

/** For operations that REST (Header) does not have. */
export async function openSwitching(context: IExecuteFunctions): Promise<Readonly<{ session: Session; directory: SwitchingDirectory }>> {
	const { session, protocol, namespace } = await openBy(context, ['rest', 'soap']);
	return { session, directory: switchingDirectory(openChannel(protocol, session, namespace)) };
}

/** For operations that only REST has. */
export async function openRest(
	context: IExecuteFunctions,
): Promise<Readonly<{ session: Session; directory: SwitchingDirectory; client: RestClient }>> {
	const { session, protocol, namespace } = await openBy(context, ['rest']);
	return { session, directory: switchingDirectory(openChannel(protocol, session, namespace)), client: restClient(session) };
}

const NAMES: Readonly<Record<Protocol, string>> = { rest: 'REST', restHeader: 'REST (Header)', soap: 'SOAP' };

/**
 * For operations that differ from API to API.
 * @throws NodeOperationError where the chosen API lacks the operation or the sign-in
 */
export async function openBy<P extends Protocol>(context: IExecuteFunctions, known: readonly P[]): Promise<Opened<P>> {
	const chosen = protocolOf(context.getNodeParameter('api', 0, 'rest'));
	const protocol = known.find((one) => one === chosen);
	if (protocol === undefined) {
		throw new NodeOperationError(context.getNode(), 'The chosen API does not have this operation', {
			description: `Choose ${known.map((one) => NAMES[one]).join(' or ')} as API.`,
		});
	}
	const credential = credentialFor(protocol, context.getNodeParameter('authentication', 0, 'account'));
	if (credential === undefined) throw new NodeOperationError(context.getNode(), TOKEN_REFUSED.says, { description: TOKEN_REFUSED.todo });

	const session = await openSession(context, credential);
	return { session, protocol, namespace: namespaceOf(context.getNodeParameter('options.soapNamespace', 0, NAMESPACES[0])) };
}
