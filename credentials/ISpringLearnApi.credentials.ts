import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { REST_BASE, regionProperties, soapProperty, trimmed, SETTINGS } from '../nodes/ISpringLearn/wire/addresses';
import { PROTOCOL_OPTIONS, protocolOf, checkSignIn } from '../nodes/ISpringLearn/wire/protocols';
import { isSoap, signedEnvelope, soapTest } from '../nodes/ISpringLearn/wire/soapEnvelope';
import { assertHeader } from '../nodes/shared/http/headers';
import { checkingSend } from '../nodes/shared/n8n/session/checkingSend';
import { credentialText } from '../nodes/shared/http/types';
import { checkCredential, checkedWhenTested } from '../nodes/shared/n8n/session/credentialCheck';

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
			description: 'The address at which people of your account sign in',
		},
		{
			displayName: 'Email or Login',
			name: 'email',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'name@email.com',
			description: 'Of an account owner or administrator, or of an administrator of departments',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'REST carries it in a header, so only letters, digits and punctuation of plain ASCII go; SOAP takes any',
		},
		...regionProperties,
		{
			displayName: SETTINGS.legacy,
			name: 'legacyBaseUrl',
			type: 'string',
			default: 'https://api.ispringonline.com',
			description: 'Only for workflows with REST (Header) as API',
		},
		soapProperty,
		{
			displayName: 'Test With',
			name: 'testedApi',
			type: 'options',
			options: PROTOCOL_OPTIONS,
			default: 'rest',
			description: 'The interface that the connection test calls: choose the one that your workflows use',
		},
		checkedWhenTested,
	];

	authenticate = async (credential: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
		const accountUrl = credentialText(credential, 'accountUrl').trim().replace(/\/+$/, '');
		const email = credentialText(credential, 'email').trim();
		const password = credentialText(credential, 'password');
		if (isSoap(options.headers)) {
			// The platform's part of a credential test: it can't be told to send anything but a GET.
			const request: IHttpRequestOptions = options.body === undefined ? { ...options, ...soapTest } : options;
			return { ...request, body: signedEnvelope(request.body, { accountUrl, email, password }) };
		}

		const signIn = {
			'X-Auth-Account-Url': assertHeader('Account URL', accountUrl),
			'X-Auth-Email': assertHeader('Email or Login', email),
			'X-Auth-Password': assertHeader('Password', password),
		};
		return { ...options, headers: { ...options.headers, ...signIn } };
	};

	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject): Promise<{}> {
		await checkCredential(credential, async () => {
			const send = checkingSend(this, async (options) => await new ISpringLearnApi().authenticate(credential, options));
			await checkSignIn(protocolOf(credential.testedApi), { credential, send });
		});
		return {};
	}

	/** What is wrong is said by `preAuthentication`. For SOAP, `authenticate` makes a call of this that reads. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.testedApi === "soap" ? ${trimmed('soapUrl')} : $credentials.testedApi === "restHeader" ? ${trimmed('legacyBaseUrl')} : ${REST_BASE} }}`,
			url: '={{ $credentials.testedApi === "soap" ? "" : "/user/profile/fields" }}',
			headers: { SOAPAction: '={{ $credentials.testedApi === "soap" ? "\\"\\"" : "" }}' },
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
		},
	};
}
