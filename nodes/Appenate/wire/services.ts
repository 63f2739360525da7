import type { INodePropertyOptions } from 'n8n-workflow';

import { baseAddress } from '../../shared/http/address';
import type { CredentialValues } from '../../shared/http/types';
import { credentialText } from '../../shared/http/credential';

/** The choice "Custom" of the credential. */
export const CUSTOM = 'custom';

/**
 * Appenate is sold under many names; each has its own address, and some one a region. A key works only
 * in the region that hosts the company. The value is the address itself.
 * Sources: "General Information" of Appenate, Forms On Fire, eForms Mobile, Amplus Forms, FormsFly and
 * iForms Africa; "GET User (User Search)" of TaskForm.
 */
export const SERVICES: INodePropertyOptions[] = [
	{ name: 'Amplus Forms', value: 'https://secure.amplusforms.com' },
	{ name: 'Appenate (AU)', value: 'https://secure-au.appenate.com' },
	{ name: 'Appenate (EU)', value: 'https://secure-eu.appenate.com' },
	{ name: 'Appenate (US)', value: 'https://secure.appenate.com' },
	{ name: 'Custom', value: CUSTOM, description: 'Another brand or region, or a server of your own' },
	{ name: 'eForms Mobile', value: 'https://eforms.mobileform.net' },
	{ name: 'Forms On Fire (US)', value: 'https://secure.formsonfire.com' },
	{ name: 'FormsFly', value: 'https://secure.formsfly.com' },
	{ name: 'iForms Africa', value: 'https://secure.iforms.africa' },
	{ name: 'TaskForm (AU)', value: 'https://dashboard.taskform.nl' },
	{ name: 'TaskForm (EU)', value: 'https://dashboard.taskform.io' },
	{ name: 'TaskForm (US)', value: 'https://www.taskform.nl' },
];

/** Path ends that people paste along: the help pages show them all, FormsFly's gives `/apiexplorer` as the address. */
export const PASTED_PATH = '/apiexplorer|/api(/v\\d+(/user(/search)?)?)?';

/**
 * The address that `/api/v2` is appended to.
 * @throws FailureError `invalid` naming "Base URL"
 */
export function serviceAddress(credential: CredentialValues): string {
	const service = credentialText(credential, 'service');
	const written = service === '' || service === CUSTOM ? credentialText(credential, 'baseUrl') : service;
	return baseAddress('Base URL', written, PASTED_PATH);
}
