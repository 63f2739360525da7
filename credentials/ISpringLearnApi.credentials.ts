import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { legacyProperty, REST_BASE, regionProperties, soapProperty, trimmed } from '../nodes/ISpringLearn/wire/addresses';
import { checkSignIn, usedApiProperty, usedApis } from '../nodes/ISpringLearn/wire/protocols';
import { isSoap, signedEnvelope, soapTest } from '../nodes/ISpringLearn/wire/soapEnvelope';
import { assertHeader } from '../nodes/shared/http/headers';
import { checkingSend } from '../nodes/shared/n8n/session/checkingSend';
import { credentialText } from '../nodes/shared/http/types';
import { checkCredential, checkedWhenTested } from '../nodes/shared/n8n/session/credentialCheck';
import { shareOfLimit } from '../nodes/shared/n8n/session/share';

/** The sign-in of an administrator's own account, which all three interfaces take. */
export class ISpringLearnApi implements ICredentialType {
	name = 'iSpringLearnApi';

	displayName = 'iSpring Learn API';

	icon: Icon = { light: 'file:../icons/ispring.svg', dark: 'file:../icons/ispring.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-user-provisioning/n8n-nodes-user-provisioning/blob/main/docs/ispring-learn.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Account URL',
			name: 'accountUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://acme.ispringlearn.com',
			description: 'The URL where users of your account sign in',
		},
		{
			displayName: 'Email or Login',
			name: 'email',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. name@email.com',
			description: 'Of an account owner, an administrator or a department administrator',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'With REST (Header), only plain ASCII letters, digits and punctuation work. SOAP takes any characters.',
		},
		usedApiProperty(['rest', 'restHeader', 'soap'], 'The API that your workflows use. The connection test calls it.'),
		...regionProperties,
		legacyProperty,
		soapProperty,
		shareOfLimit,
		checkedWhenTested,
	];

	authenticate = async (credential: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
		const accountUrl = credentialText(credential, 'accountUrl').trim().replace(/\/+$/, '');
		const email = credentialText(credential, 'email').trim();
		const password = credentialText(credential, 'password');
		if (isSoap(options.headers)) {
			// The platform's part of a credential test: it can't be told to send anything but a GET.
			const request: IHttpRequestOptions = options.body === undefined ? { ...options, ...soapTest() } : options;
			return { ...request, body: signedEnvelope(request.body, { accountUrl, email, password }) };
		}

		const signIn = {
			'X-Auth-Account-Url': assertHeader('Account URL', accountUrl),
			'X-Auth-Email': assertHeader('Email or Login', email),
			'X-Auth-Password': assertHeader('Password', password),
		};
		return { ...options, headers: { ...options.headers, ...signIn } };
	};

	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject): Promise<Record<string, never>> {
		await checkCredential(credential, async () => {
			const send = checkingSend(this, async (options) => await new ISpringLearnApi().authenticate(credential, options));
			for (const api of usedApis(credential.api)) await checkSignIn(api, { credential, send });
		});
		return {};
	}

	/** What is wrong is said by `preAuthentication`. For SOAP, `authenticate` makes a call of this that reads. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.api === "soap" ? ${trimmed('soapUrl')} : $credentials.api === "restHeader" ? ${trimmed('legacyBaseUrl')} : ${REST_BASE} }}`,
			url: '={{ $credentials.api === "soap" ? "" : "/user/profile/fields" }}',
			headers: { SOAPAction: `={{ $credentials.api === "soap" ? '""' : "" }}` },
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
		},
	};
}
