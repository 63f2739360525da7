import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { assertHeader } from '../nodes/shared/http/headers';
import { axeroRequest } from '../nodes/Axero/wire/request';
import { SCIM_PAGE } from '../nodes/Axero/wire/scimFailure';
import { checkScim, isForScim, scimTokenOf } from '../nodes/Axero/wire/scimService';
import { checkingSend } from '../nodes/shared/n8n/session/checkingSend';
import { credentialText } from '../nodes/shared/http/types';
import { checkCredential, checkedWhenTested } from '../nodes/shared/n8n/session/credentialCheck';
import { shareOfLimit } from '../nodes/shared/n8n/session/share';

/**
 * A user's API token (Bearer, since Axero 9.60) or REST API key, which acts with the rights of its user; and the token of
 * the site's SCIM service, which is another one.
 */
export class AxeroApi implements ICredentialType {
	name = 'axeroApi';

	displayName = 'Axero API';

	icon: Icon = { light: 'file:../icons/axero.svg', dark: 'file:../icons/axero.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-user-provisioning/n8n-nodes-user-provisioning/blob/main/docs/axero.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://intranet.example.com',
			description: 'The address of your Axero site',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'Bearer Token', value: 'bearer', description: 'Created on the Integrations page of an account (Axero 9.60 and later)' },
				{ name: 'REST API Key', value: 'restApiKey', description: "The older key, if the site's security level still allows it" },
			],
			default: 'bearer',
			description: 'Which kind of key to use',
		},
		{
			displayName: 'Token or Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'From a service account whose role has REST API access and may edit users',
		},
		{
			displayName: 'SCIM Token',
			name: 'scimToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: `Only to activate and deactivate users. Found in Axero under ${SCIM_PAGE}. Documented for Entra ID and Okta; its exact behavior is unverified.`,
		},
		shareOfLimit,
		checkedWhenTested,
	];

	authenticate = async (credential: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
		if (isForScim(`${options.baseURL ?? ''}${options.url}`)) {
			return {
				...options,
				headers: { ...options.headers, Authorization: `Bearer ${assertHeader('SCIM Token', scimTokenOf(credential))}` },
			};
		}
		const key = assertHeader('Token or Key', credentialText(credential, 'apiKey'));
		const header = credential.authentication === 'restApiKey' ? { 'Rest-Api-Key': key } : { Authorization: `Bearer ${key}` };
		return { ...options, headers: { ...options.headers, ...header } };
	};

	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject): Promise<Record<string, never>> {
		await checkCredential(credential, async () => {
			const send = checkingSend(this, async (options) => await new AxeroApi().authenticate(credential, options));
			await axeroRequest({ credential, send })({ method: 'GET', path: '/users/me' });
			await checkScim({ credential, send });
		});
		return {};
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/api(\\/scim\\/v2)?$/i, "") }}',
			url: '/api/users/me',
			disableFollowRedirect: true,
		},
	};
}
