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
import { checkingSend } from '../nodes/shared/n8n/session/checkingSend';
import { credentialText } from '../nodes/shared/http/types';
import { checkCredential, checkedWhenTested } from '../nodes/shared/n8n/session/credentialCheck';

/** A user's API token (Bearer, since Axero 9.60) or REST API key. It acts with the rights of its user. */
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
		checkedWhenTested,
	];

	authenticate = async (credential: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
		const key = assertHeader('Token or Key', credentialText(credential, 'apiKey'));
		const header = credential.authentication === 'restApiKey' ? { 'Rest-Api-Key': key } : { Authorization: `Bearer ${key}` };
		return { ...options, headers: { ...options.headers, ...header } };
	};

	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject): Promise<{}> {
		await checkCredential(credential, async () => {
			const send = checkingSend(this, async (options) => await new AxeroApi().authenticate(credential, options));
			await axeroRequest({ credential, send })({ method: 'GET', path: '/users/me' });
		});
		return {};
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/api$/i, "") }}',
			url: '/api/users/me',
			disableFollowRedirect: true,
		},
	};
}
