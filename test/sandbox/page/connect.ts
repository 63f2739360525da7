import type { Sandbox, VendorName } from '../types';

/** One thing that the credential dialog asks for: to be copied into it, or to be chosen there. */
export interface ConnectField {
	readonly label: string;
	readonly value: string;
	readonly isChoice?: true;
}

/** What somebody enters in the editor to reach a vendor of this sandbox, in the order in which the dialog asks. */
export interface Connection {
	readonly vendor: VendorName;
	readonly credential: string;
	readonly fields: readonly ConnectField[];
}

export function connectionsOf({ urls, secrets }: Pick<Sandbox, 'urls' | 'secrets'>): readonly Connection[] {
	const { axero, appenate, highq, ispring } = secrets;
	const regionAndAddress: readonly ConnectField[] = [
		{ label: 'Region', value: 'Another Address', isChoice: true },
		{ label: 'Base URL', value: urls.ispring },
	];
	return [
		{
			vendor: 'axero',
			credential: 'Axero API',
			fields: [
				{ label: 'Base URL', value: urls.axero },
				{ label: 'Authentication', value: 'Bearer Token', isChoice: true },
				{ label: 'Token or Key', value: axero.bearerToken },
				{ label: 'SCIM Token', value: axero.scimToken },
			],
		},
		{
			vendor: 'appenate',
			credential: 'Appenate API',
			fields: [
				{ label: 'Service', value: 'Custom', isChoice: true },
				{ label: 'Base URL', value: urls.appenate },
				{ label: 'Company ID', value: appenate.companyId },
				{ label: 'Integration Key', value: appenate.integrationKey },
			],
		},
		{
			vendor: 'highq',
			credential: 'HighQ Publisher API',
			fields: [
				{ label: 'Base URL', value: urls.highq },
				{ label: 'Access Token', value: highq.accessToken },
				{ label: 'Client ID', value: highq.clientId },
				{ label: 'Client Secret', value: highq.clientSecret },
				{ label: 'Refresh Token', value: highq.refreshToken },
			],
		},
		{
			vendor: 'ispring',
			credential: 'iSpring Learn Token API',
			fields: [
				{ label: 'Client ID', value: ispring.clientId },
				{ label: 'Client Secret', value: ispring.clientSecret },
				...regionAndAddress,
			],
		},
		{
			vendor: 'ispring',
			credential: 'iSpring Learn API',
			fields: [
				{ label: 'Account URL', value: ispring.accountUrl },
				{ label: 'Email or Login', value: ispring.email },
				{ label: 'Password', value: ispring.password },
				{ label: 'API', value: 'All' },
				...regionAndAddress,
				{ label: 'Legacy API Base URL', value: urls.ispringLegacy },
				{ label: 'SOAP Endpoint URL', value: urls.ispringSoap },
			],
		},
	];
}
