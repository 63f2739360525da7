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

import { CUSTOM, PASTED_PATH, SERVICES, companyKeys } from '../nodes/Appenate/wire/credential';
import { appenateRequest } from '../nodes/Appenate/wire/request';
import { checkingSend } from '../nodes/shared/n8n/session/checkingSend';
import { checkCredential, checkedWhenTested } from '../nodes/shared/n8n/session/credentialCheck';
import { shareOfLimit } from '../nodes/shared/n8n/session/share';

/** A search that finds nobody: the parameter table wants a name, an email address or an external ID. */
const HARMLESS_SEARCH = { Email: 'nobody@example.invalid', PageNo: '0', PageSize: '1' };

/** A company's ID and one of its integration keys, for Appenate and the brands under which it is sold. */
export class AppenateApi implements ICredentialType {
	name = 'appenateApi';

	displayName = 'Appenate API';

	icon: Icon = { light: 'file:../icons/appenate.svg', dark: 'file:../icons/appenate.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-user-provisioning/n8n-nodes-user-provisioning/blob/main/docs/appenate.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Service',
			name: 'service',
			type: 'options',
			options: SERVICES,
			default: 'https://secure.appenate.com',
			description:
				"The brand and region where your company signs in, as in the portal's address (secure, secure-eu or secure-au). A key only works there.",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://secure.example.com',
			description: 'The address where you sign in',
			displayOptions: { show: { service: [CUSTOM] } },
		},
		{
			displayName: 'Company ID',
			name: 'companyId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 70001',
			description: 'A whole number, shown under Organization Setup',
		},
		{
			displayName: 'Integration Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				"Shown under Organization Setup, Integrations, API Keys. Use an API Full Access Key: an Anonymize Key masks personal fields, and a User API Key passes the test even if it can't write.",
		},
		shareOfLimit,
		checkedWhenTested,
	];

	/**
	 * GET and DELETE carry the keys in the query, PUT and POST in the body; both as documented. A body that
	 * is text already is the node's own, signed where it was written.
	 */
	authenticate = async (credential: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
		const { companyId, integrationKey } = companyKeys(credential);
		const { method = 'GET', body } = options;
		if (method === 'GET' || method === 'DELETE') {
			return { ...options, qs: { ...options.qs, CompanyId: companyId, IntegrationKey: integrationKey } };
		}
		if (!isPlainObject(body)) return options;
		const asNumber = Number(companyId);
		return {
			...options,
			body: { ...body, CompanyId: Number.isSafeInteger(asNumber) ? asNumber : companyId, IntegrationKey: integrationKey },
		};
	};

	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject): Promise<Record<string, never>> {
		await checkCredential(credential, async () => {
			const send = checkingSend(this, async (options) => await new AppenateApi().authenticate(credential, options));
			await appenateRequest({ credential, send }, 'json')({ method: 'GET', path: '/user/search', query: Object.entries(HARMLESS_SEARCH) });
		});
		return {};
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ($credentials.service && $credentials.service !== "${CUSTOM}" ? $credentials.service : $credentials.baseUrl).trim().replace(/\\/+$/, "").replace(/(${PASTED_PATH.replaceAll('/', '\\/')})$/i, "") }}`,
			url: '/api/v2/user/search',
			qs: { format: 'json', ...HARMLESS_SEARCH },
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			disableFollowRedirect: true,
		},
	};
}

/** A plain object, as "Custom API Call" has it; not a form, a buffer or a stream. */
function isPlainObject(body: unknown): body is IDataObject {
	return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
}
