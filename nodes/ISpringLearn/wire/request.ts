import { failed } from '../../shared/failure';
import { baseAddress } from '../../shared/http/address';
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
export const REGIONS = {
	com: { name: 'International (ispringlearn.com)', url: 'https://api-learn.ispringlearn.com' },
	comNew: { name: 'International, Newer Accounts (ispring.com)', url: 'https://api-learn.ispring.com' },
	eu: { name: 'Europe (ispringlearn.eu)', url: 'https://api-learn.ispringlearn.eu' },
	euNew: { name: 'Europe, Newer Accounts (ispring.eu)', url: 'https://api-learn.ispring.eu' },
	ru: { name: 'Russia (ispringlearn.ru)', url: 'https://api-learn.ispringlearn.ru' },
} as const;

export const CUSTOM_REGION = 'custom';

/** Path ends that people paste along with the address of the API. */
export const PASTED_REST = '(/api/v3/token|/user|/docs/rest-api)';
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

/** Where the older REST API is called, with everything in headers. */
export function legacyBase(credential: CredentialValues): string {
	return baseAddress(SETTINGS.legacy, credentialText(credential, 'legacyBaseUrl'), '/user');
}

/** Where SOAP is called. iSpring does not publish the address. */
export function soapEndpoint(credential: CredentialValues): string {
	const written = credentialText(credential, 'soapUrl');
	if (written.trim() === '') {
		throw failed({
			kind: 'invalid',
			parameter: SETTINGS.soap,
			says: `${SETTINGS.soap} is empty in the credential`,
			todo: "iSpring does not document this address: ask iSpring's support for the one of your account, or choose REST as API.",
		});
	}
	return baseAddress(SETTINGS.soap, written);
}

function restAddress(credential: CredentialValues): string {
	const region = credentialText(credential, 'region');
	return isRegion(region) ? REGIONS[region].url : credentialText(credential, 'baseUrl');
}

function isRegion(name: string): name is keyof typeof REGIONS {
	return Object.hasOwn(REGIONS, name);
}
