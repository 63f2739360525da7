import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CUSTOM_REGION, PASTED_REST, REGIONS, SETTINGS } from './request';

const REGION_OPTIONS: INodePropertyOptions[] = [
	...Object.entries(REGIONS).map(([value, { name }]) => ({ name, value })),
	{
		name: 'Another Address',
		value: CUSTOM_REGION,
		description: 'Also for the API on the host of an account, like https://acme.ispringlearn.com/api/v2',
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
			'Where the REST API of the account lives. The ending of the account URL is a good guess; it does not tell newer accounts from older ones.',
	},
	{
		displayName: SETTINGS.custom,
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://api-learn.ispringlearn.com',
		description: 'The address that the paths of the REST API are appended to',
		displayOptions: { show: { region: [CUSTOM_REGION] } },
	},
];

/** The address of SOAP, which only workflows with that API need. */
export const soapProperty: INodeProperties = {
	displayName: SETTINGS.soap,
	name: 'soapUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://soap.example.com/service',
	hint: "iSpring does not document this address: ask iSpring's support for the one of your account",
	description: 'Only for workflows with SOAP as API',
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
