import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import type { ShownFor } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { openSession, type Session } from '../../../shared/n8n/session';
import type { UserMode } from '../../../shared/n8n/user';
import { iSpringDirectory, type ISpringDirectory } from '../../iSpringDirectory';
import type { ISpringKey } from '../../profile';
import { credentialFor, namespaceOf, protocolOf, TOKEN_REFUSED } from '../../protocols';
import { NAMESPACES } from '../../transport/envelope';
import { openChannel } from '../../transport/openChannel';

/** How a user can be named at iSpring. */
export const USER_MODES: ReadonlyArray<UserMode<ISpringKey>> = [
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
	{ by: 'login', label: 'By Login', placeholder: 'e.g. ana.silva' },
	{ by: 'id', label: 'By ID', placeholder: 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692' },
];

/** "Options", with what only SOAP asks. */
export function iSpringOptions(show: ShownFor): INodeProperties {
	return optionsParameter(show, [
		{
			displayName: 'SOAP Namespace',
			name: 'soapNamespace',
			type: 'options',
			noDataExpression: true,
			options: NAMESPACES.map((value) => ({ name: value, value })),
			default: 'http://new.webservice.namespace',
			displayOptions: { show: { '/api': ['soap'] } },
			description: "The namespace of requests. iSpring's pages contradict each other; try the second when the first is not understood.",
		},
	]);
}

/** Opens the credential and the directory that "API" and "Authentication" name; both hold for all items. */
export async function openISpring(context: IExecuteFunctions): Promise<Readonly<{ session: Session; directory: ISpringDirectory }>> {
	const protocol = protocolOf(context.getNodeParameter('api', 0, 'rest'));
	const credential = credentialFor(protocol, context.getNodeParameter('authentication', 0, 'account'));
	if (credential === undefined) throw new NodeOperationError(context.getNode(), TOKEN_REFUSED.says, { description: TOKEN_REFUSED.todo });

	const session = await openSession(context, credential);
	const namespace = namespaceOf(context.getNodeParameter('options.soapNamespace', 0, NAMESPACES[0]));
	return { session, directory: iSpringDirectory(openChannel(protocol, session, namespace)) };
}
