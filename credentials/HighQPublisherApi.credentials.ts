import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { renewedTokens } from '../nodes/HighQPublisher/wire/tokens';
import { assertHeader } from '../nodes/shared/http/headers';
import { checkingSend } from '../nodes/shared/n8n/session/checkingSend';
import { CHECKED } from '../nodes/shared/n8n/session/credential';
import { credentialText } from '../nodes/shared/http/types';
import { checkCredential, checkedWhenTested } from '../nodes/shared/n8n/session/credentialCheck';
import { shareOfLimit } from '../nodes/shared/n8n/session/share';

/**
 * An access token that was made outside of n8n, for instances that do not complete n8n's own OAuth2
 * sign-in. It acts with the rights of the person who authorised it.
 */
export class HighQPublisherApi implements ICredentialType {
	name = 'highQPublisherApi';

	displayName = 'HighQ Publisher API';

	icon: Icon = { light: 'file:../icons/highq.svg', dark: 'file:../icons/highq.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-user-provisioning/n8n-nodes-user-provisioning/blob/main/docs/highq-publisher.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://acme.highq.com/acme',
			description: 'The host and context path of your HighQ Publisher instance',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Acts for the person who authorized it: a service user who may edit users and is not an "Internal user"',
		},
		{
			displayName: 'With the next three, n8n renews the access token when HighQ no longer accepts it.',
			name: 'renewalNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			description: "From the API registration in HighQ's administration",
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'From the same API registration',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Comes with the access token and works only once. Do not use it elsewhere.',
		},
		shareOfLimit,
		checkedWhenTested,
	];

	authenticate = async (credential: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> =>
		signed(options, credentialText(credential, 'accessToken'));

	/** The platform stores every property that comes back, so the new refresh token takes the place of the one spent. */
	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject): Promise<IDataObject> {
		const tokens = await checkCredential(
			credential,
			async () =>
				await renewedTokens({
					credential,
					signedSend: (accessToken) => checkingSend(this, async (options) => signed(options, accessToken)),
					openSend: checkingSend(this, async (options) => options),
				}),
		);
		return tokens ? { ...tokens, [CHECKED]: '' } : {};
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/api(\\/2)?$/i, "") }}',
			url: '/api/2/users',
			qs: { limit: 1 },
			disableFollowRedirect: true,
		},
	};
}

function signed(options: IHttpRequestOptions, accessToken: string): IHttpRequestOptions {
	return { ...options, headers: { ...options.headers, Authorization: `Bearer ${assertHeader('Access Token', accessToken)}` } };
}
