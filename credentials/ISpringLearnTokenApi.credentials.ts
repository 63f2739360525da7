import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { REST_BASE, regionProperties, soapProperty } from '../nodes/ISpringLearn/credentialParts';
import { checkSignIn } from '../nodes/ISpringLearn/transport/check';
import { isSoap, signedEnvelope } from '../nodes/ISpringLearn/transport/envelope';
import { tokenAddress } from '../nodes/ISpringLearn/transport/request';
import { tokenIn, type Token } from '../nodes/ISpringLearn/transport/token';
import { carried } from '../nodes/shared/http/headers';
import { credentialText } from '../nodes/shared/n8n/credential';
import { checkCredential, checkingSend } from '../nodes/shared/n8n/credentialCheck';

/** An API key of the account. It is exchanged for a token that lives half an hour and is kept until it ends. */
export class ISpringLearnTokenApi implements ICredentialType {
	name = 'iSpringLearnTokenApi';

	displayName = 'iSpring Learn Token API';

	icon: Icon = { light: 'file:../icons/ispring.svg', dark: 'file:../icons/ispring.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-user-provisioning/n8n-nodes-user-provisioning#ispring-learn-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'Of an API key that an owner or administrator has made in the account',
		},
		{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true },
		...regionProperties,
		soapProperty,
		{ displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
		{ displayName: 'Access Token Expires At', name: 'accessTokenExpiresAt', type: 'hidden', typeOptions: { password: true }, default: '0' },
	];

	authenticate = async (credential: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
		const token = credentialText(credential, 'accessToken');
		if (isSoap(options.headers)) return { ...options, body: signedEnvelope(options.body, { token }) };
		return { ...options, headers: { ...options.headers, Authorization: `Bearer ${carried('The access token', token)}` } };
	};

	/** Called for a token and in the credential test. The read tells an address that issues tokens from one that has the API. */
	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject): Promise<Token> {
		return await checkCredential(credential, async () => {
			const form = new URLSearchParams({
				client_id: credentialText(credential, 'clientId').trim(),
				client_secret: credentialText(credential, 'clientSecret'),
				grant_type: 'client_credentials',
			});
			const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
			const unsigned = checkingSend(this, async (options) => options);
			const token = tokenIn(await unsigned({ method: 'POST', url: tokenAddress(credential), headers, body: form.toString() }), Date.now());

			const withToken = { ...credential, ...token };
			const send = checkingSend(this, async (options) => await new ISpringLearnTokenApi().authenticate(withToken, options));
			await checkSignIn('rest', { credential: withToken, send });
			return token;
		});
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${REST_BASE} }}`,
			url: '/user/profile/fields',
			disableFollowRedirect: true,
		},
	};
}
