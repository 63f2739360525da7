import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ShownFor } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import type { UserMode } from '../../../shared/n8n/user';
import { scimUserOf } from '../../../shared/n8n/scim';
import type { ISpringDirectory } from '../../iSpringDirectory';
import type { ISpringKey, ISpringProfile } from '../../profile';
import { iSpringScim, scimProfile } from '../../scim';
import { NAMESPACES } from '../../transport/envelope';

/** How a user can be named at iSpring. */
export const USER_MODES: ReadonlyArray<UserMode<ISpringKey>> = [
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
	{ by: 'login', label: 'By Login', placeholder: 'e.g. ana.silva' },
	{ by: 'id', label: 'By ID', placeholder: 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692' },
];

/** "Options", with what only SOAP asks. */
export function iSpringOptions(show: ShownFor, more: readonly INodeProperties[] = []): INodeProperties {
	return optionsParameter(show, [
		...more,
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

/** A profile as a SCIM user. Countries need the account's list, which is read only when SCIM is asked for. */
export async function scimWriter(context: IExecuteFunctions, { account }: Pick<ISpringDirectory, 'account'>) {
	const isAsked = context.getNodeParameter('output', 0, 'simplified') === 'scim';
	const table = iSpringScim(isAsked ? await account.read() : []);
	return (profile: ISpringProfile) => scimUserOf(context, scimProfile(profile), table);
}
