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

import { REST_BASE, regionProperties, soapProperty, tokenAddress } from '../nodes/ISpringLearn/wire/addresses';
import { isSoap, signedEnvelope } from '../nodes/ISpringLearn/wire/soapEnvelope';
import { checkSignIn, usedApiProperty } from '../nodes/ISpringLearn/wire/protocols';
import { tokenIn, type Token } from '../nodes/ISpringLearn/wire/token';
import { failed, failureOf } from '../nodes/shared/failure';
import { assertHeader } from '../nodes/shared/http/headers';
import { checkingSend } from '../nodes/shared/n8n/session/checkingSend';
import { CHECKED } from '../nodes/shared/n8n/session/credential';
import { credentialText } from '../nodes/shared/http/types';
import { checkCredential, checkedWhenTested } from '../nodes/shared/n8n/session/credentialCheck';
import { shareOfLimit } from '../nodes/shared/n8n/session/share';

/** An API key of the account. It is exchanged for a token that lives half an hour and is kept until it ends. */
export class ISpringLearnTokenApi implements ICredentialType {
	name = 'iSpringLearnTokenApi';

	displayName = 'iSpring Learn Token API';

	icon: Icon = { light: 'file:../icons/ispring.svg', dark: 'file:../icons/ispring.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-user-provisioning/n8n-nodes-user-provisioning/blob/main/docs/ispring-learn.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'From an API key that an owner or administrator created in the account',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'From the same API key',
		},
		usedApiProperty(['rest', 'soap'], 'The API that your workflows use. The connection test calls REST.'),
		...regionProperties,
		soapProperty,
		{ displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { password: true }, default: '' },
		{ displayName: 'Access Token Expires At', name: 'accessTokenExpiresAt', type: 'hidden', typeOptions: { password: true }, default: '0' },
		shareOfLimit,
		checkedWhenTested,
	];

	authenticate = async (credential: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
		const token = credentialText(credential, 'accessToken');
		if (isSoap(options.headers)) return { ...options, body: signedEnvelope(options.body, { token }) };
		return { ...options, headers: { ...options.headers, Authorization: `Bearer ${assertHeader('The access token', token)}` } };
	};

	/**
	 * Called for a token, when one was refused, and in the credential test: so a token that is held is tried
	 * first. The read tells an address that issues tokens from one that has the API.
	 */
	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject): Promise<IDataObject> {
		const check = async (token: Partial<Token>): Promise<void> => {
			const withToken = { ...credential, ...token };
			const send = checkingSend(this, async (options) => await new ISpringLearnTokenApi().authenticate(withToken, options));
			// By itself, because a new token is as secret as those that the credential holds.
			await checkCredential(withToken, async () => await checkSignIn('rest', { credential: withToken, send }));
		};
		return await checkCredential(credential, async () => {
			if (isHeld(credential, Date.now()) && (await isAccepted(check({})))) return {};

			const form = new URLSearchParams({
				client_id: credentialText(credential, 'clientId').trim(),
				client_secret: credentialText(credential, 'clientSecret'),
				grant_type: 'client_credentials',
			});
			const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
			const unsigned = checkingSend(this, async (options) => options);
			const token = tokenIn(
				await unsigned({ method: 'POST', reads: true, url: tokenAddress(credential), headers, body: form.toString() }),
				Date.now(),
			);
			await check(token);
			return { ...token, [CHECKED]: '' };
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

function isHeld(credential: ICredentialDataDecryptedObject, nowMs: number): boolean {
	return credentialText(credential, 'accessToken') !== '' && Number(credentialText(credential, 'accessTokenExpiresAt')) > nowMs;
}

/** @throws FailureError for anything but a token that is not accepted */
async function isAccepted(check: Promise<void>): Promise<boolean> {
	try {
		await check;
		return true;
	} catch (error) {
		const failure = failureOf(error);
		if (failure.kind === 'signIn') return false;
		throw failed(failure);
	}
}
