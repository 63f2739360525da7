import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { invalid } from '../../shared/failure';
import { baseAddress, pathSegment } from '../../shared/http/address';
import { credentialText, type CredentialValues } from '../../shared/http/types';

/** The names that the credentials give to addresses; messages use them. */
export const SETTINGS = {
	rest: 'Region or Base URL',
	region: 'Region',
	custom: 'Base URL',
	legacy: 'Legacy API Base URL',
	soap: 'SOAP Endpoint URL',
} as const;

/**
 * Where the current REST API of a region lives. It can't be derived from the address of an account.
 * Sources: OpenAPI `servers`, help pages "Access Token"; the hosts of Europe and Russia from published clients, and
 * the newer European one by analogy: no page names it.
 */
const REGIONS = {
	com: { name: 'International (ispringlearn.com)', url: 'https://api-learn.ispringlearn.com' },
	comNew: { name: 'International, Newer (ispring.com)', url: 'https://api-learn.ispring.com' },
	eu: { name: 'Europe (ispringlearn.eu)', url: 'https://api-learn.ispringlearn.eu' },
	euNew: { name: 'Europe, Newer (ispring.eu)', url: 'https://api-learn.ispring.eu' },
	ru: { name: 'Russia (ispringlearn.ru)', url: 'https://api-learn.ispringlearn.ru' },
} as const;

const CUSTOM_REGION = 'custom';

/** A credential that is used with every API that it signs in to. */
export const EVERY_API = 'all';

/** Path ends that people paste along with the address of the API. */
const PASTED_REST = '(/api/v3/token|/user|/docs/rest-api)';
const VERSION = '/api/v\\d+';

/**
 * Where the current REST API is called. An account's own host needs a version in the path (`/api/v2`), so that is kept.
 * @throws FailureError `invalid`
 */
export function restBase(credential: CredentialValues): string {
	return baseAddress(SETTINGS.custom, restAddress(credential), PASTED_REST);
}

/** Where tokens are issued: always version 3, whatever version the other calls use. */
export function tokenAddress(credential: CredentialValues): string {
	const host = baseAddress(SETTINGS.custom, restBase(credential), VERSION);
	return `${host}/api/v3/token`;
}

/** The platform leaves out what a credential does not show, with its default. */
const USUAL_LEGACY = 'https://api.ispringonline.com';

/** Where the older REST API is called, with everything in headers. */
export function legacyBase(credential: CredentialValues): string {
	const written = credentialText(credential, 'legacyBaseUrl');
	return baseAddress(SETTINGS.legacy, written.trim() === '' ? USUAL_LEGACY : written, '/user');
}

/** Where SOAP is called. iSpring does not publish the address. */
export function soapEndpoint(credential: CredentialValues): string {
	const written = credentialText(credential, 'soapUrl');
	if (written.trim() === '') {
		throw invalid(
			SETTINGS.soap,
			`${SETTINGS.soap} is empty in the credential`,
			"iSpring does not document this address: ask iSpring's support for yours, choose SOAP as API in the credential and enter it there.",
		);
	}
	return baseAddress(SETTINGS.soap, written);
}

/** The path of one user, in the current REST API and in the older one. */
export function userPath(id: string): string {
	return `/user/${pathSegment('User', id)}`;
}

function restAddress(credential: CredentialValues): string {
	const region = credentialText(credential, 'region');
	return isRegion(region) ? REGIONS[region].url : credentialText(credential, 'baseUrl');
}

function isRegion(name: string): name is keyof typeof REGIONS {
	return Object.hasOwn(REGIONS, name);
}

const REGION_OPTIONS: INodePropertyOptions[] = [
	...Object.entries(REGIONS).map(([value, { name }]) => ({ name, value })),
	{
		name: 'Another Address',
		value: CUSTOM_REGION,
		description: "For example an API on the account's own host, like https://acme.ispringlearn.com/api/v2",
	},
];

/** Where an account lives: both credentials ask for it. */
export const regionProperties: readonly INodeProperties[] = [
	{
		displayName: SETTINGS.region,
		name: 'region',
		type: 'options',
		options: REGION_OPTIONS,
		default: 'com',
		description:
			"Where the account's REST API is. The ending of the account URL is a good guess, but it does not distinguish newer from older accounts.",
	},
	{
		displayName: SETTINGS.custom,
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://api-learn.ispringlearn.com',
		description: 'The URL that the paths of the REST API are appended to',
		displayOptions: { show: { region: [CUSTOM_REGION] } },
	},
];

/** The address of the older REST API, asked for only where it is used. */
export const legacyProperty: INodeProperties = {
	displayName: SETTINGS.legacy,
	name: 'legacyBaseUrl',
	type: 'string',
	default: USUAL_LEGACY,
	displayOptions: { show: { api: ['restHeader', EVERY_API] } },
	description: 'The address that the paths of REST (Header) are appended to',
};

/** The address of SOAP, asked for only where it is used. */
export const soapProperty: INodeProperties = {
	displayName: SETTINGS.soap,
	name: 'soapUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://soap.example.com/service',
	required: true,
	displayOptions: { show: { api: ['soap', EVERY_API] } },
	description: "Not documented by iSpring: ask iSpring's support for your account's URL",
};

const HOSTS = JSON.stringify(Object.fromEntries(Object.entries(REGIONS).map(([name, { url }]) => [name, url])));

/**
 * The address of the REST API inside an expression, for the platform's part of the credential test: it
 * forgives what `restBase` forgives.
 */
export const REST_BASE = `((${HOSTS})[$credentials.region] || ${trimmed('baseUrl')}.replace(new RegExp("${PASTED_REST}$", "i"), ""))`;

/** A text of the credential without blanks around it and slashes at its end, inside an expression. */
export function trimmed(property: string): string {
	return `($credentials.${property} || "").trim().replace(/\\/+$/, "")`;
}
