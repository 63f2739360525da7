import type { INodePropertyOptions } from 'n8n-workflow';

import { invalid } from '../../shared/failure';
import { baseAddress } from '../../shared/http/address';
import { credentialText, type CredentialValues } from '../../shared/http/types';

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
	{ name: 'Custom', value: CUSTOM, description: 'Another brand or region, or your own server' },
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

/** JSON has no number with a leading zero, and Appenate's CompanyId is a number there. */
const WHOLE_NUMBER = /^[1-9]\d*$/;

/**
 * What signs a request: in the body of PUT and POST, in the query of GET and DELETE.
 * Source: "General Information" of the brands; CompanyId is an Integer in every parameter table.
 * @throws FailureError `invalid` naming the field of the credential, never showing the key
 */
export function companyKeys(credential: CredentialValues): Readonly<{ companyId: string; integrationKey: string }> {
	const companyId = credentialText(credential, 'companyId').trim();
	if (!WHOLE_NUMBER.test(companyId)) {
		throw wrong('Company ID', companyId === '' ? 'is empty' : 'is not a whole number', 'Copy it from Organization Setup: digits only.');
	}
	const integrationKey = credentialText(credential, 'apiKey');
	if (integrationKey === '' || integrationKey !== integrationKey.trim()) {
		const how = integrationKey.trim() === '' ? 'is empty' : 'starts or ends with a space';
		throw wrong('Integration Key', how, 'Copy it again from Organization Setup, API Keys.');
	}
	return { companyId, integrationKey };
}

function wrong(parameter: string, how: string, todo: string) {
	return invalid(parameter, `${parameter} in the credential ${how}`, todo);
}
