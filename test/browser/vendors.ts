import { NodeHelpers, type INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../sandbox';
import { WAYS, type Way } from '../workflow/ways';
import type { Entry } from './editor';
import type { Own } from './newcomer';

/** What somebody types and clicks who meets a vendor's node for the first time. */
export type Vendor = Readonly<{
	name: string;
	/** What the vendor and its brands are called. */
	names: readonly string[];
	credential: (sandbox: Sandbox) => Readonly<{ rest: readonly Entry[]; secret: Readonly<{ parameter: string; type: string }> }>;
	field: Readonly<{ name: string; label: string }>;
	way: Way;
	/** The page that leads to a first workflow, and what of it everybody has to know by themselves. */
	firstWorkflow: Readonly<{ page: string; own: (sandbox: Sandbox) => Own }>;
	/** Parameters that somebody in the editor can't get at. */
	outOfReach?: readonly string[];
}>;

const WRONG = 'no-such-key-0000';

/** A credential as it is typed in first: everything is right but the secret. */
export function withWrongSecret({ rest, secret }: ReturnType<Vendor['credential']>): readonly Entry[] {
	return [...rest, { ...secret, type: WRONG }];
}

export const VENDORS: readonly Vendor[] = [
	{
		name: 'Axero',
		names: ['Axero', 'Communifire'],
		credential: ({ urls, secrets }) => ({
			rest: [{ parameter: 'baseUrl', type: urls.axero }],
			secret: { parameter: 'apiKey', type: secrets.axero.bearerToken },
		}),
		field: { name: 'Bio', label: 'Bio' },
		way: wayCalled('Axero'),
		firstWorkflow: {
			page: 'docs/first-workflow-axero.md',
			own: ({ urls, secrets }) => ({ 'the address of your intranet': urls.axero, 'your token': secrets.axero.bearerToken }),
		},
	},
	{
		name: 'Appenate',
		names: ['Appenate', 'Forms On Fire', 'eForms Mobile', 'FormsFly'],
		credential: ({ urls, secrets }) => ({
			rest: [
				{ parameter: 'service', choose: 'Custom' },
				{ parameter: 'baseUrl', type: urls.appenate },
				{ parameter: 'companyId', type: secrets.appenate.companyId },
			],
			secret: { parameter: 'apiKey', type: secrets.appenate.integrationKey },
		}),
		field: { name: 'LastName', label: 'Last Name' },
		way: wayCalled('Appenate (JSON)'),
		firstWorkflow: {
			page: 'docs/first-workflow-appenate.md',
			own: ({ urls, secrets: { appenate } }) => ({
				'your brand': 'Custom',
				'the address where you sign in': urls.appenate,
				'your company ID': appenate.companyId,
				'your key': appenate.integrationKey,
			}),
		},
	},
	{
		name: 'HighQ Publisher',
		names: ['HighQ', 'Publisher', 'Thomson Reuters'],
		credential: ({ urls, secrets }) => ({
			rest: [{ parameter: 'baseUrl', type: urls.highq }],
			secret: { parameter: 'accessToken', type: secrets.highq.accessToken },
		}),
		field: { name: 'bio', label: 'Bio' },
		way: wayCalled('HighQ Publisher (JSON)'),
		firstWorkflow: {
			page: 'docs/first-workflow-highq-publisher.md',
			own: ({ urls, secrets }) => ({ 'the address of your site': urls.highq, 'your access token': secrets.highq.accessToken }),
		},
	},
	{
		name: 'iSpring Learn',
		names: ['iSpring', 'iSpring LMS', 'iSpring Learn'],
		credential: ({ urls, secrets: { ispring } }) => ({
			rest: [
				{ parameter: 'accountUrl', type: ispring.accountUrl },
				{ parameter: 'email', type: ispring.email },
				{ parameter: 'region', choose: 'Another Address' },
				{ parameter: 'baseUrl', type: urls.ispring },
			],
			secret: { parameter: 'password', type: ispring.password },
		}),
		field: { name: 'job_title', label: 'Job Title' },
		way: wayCalled('iSpring Learn (REST, account)'),
		firstWorkflow: {
			page: 'docs/first-workflow-ispring-learn.md',
			own: ({ urls, secrets: { ispring } }) => ({
				'the address where you sign in': ispring.accountUrl,
				'your email address or login': ispring.email,
				'your password': ispring.password,
				'your region': 'Another Address',
				'the address of the API': urls.ispring,
			}),
		},
		// n8n hides each parameter on which the display of "Authentication" depends.
	},
];

/** Parameters without a label, and the one that n8n moves into the credential dialog. */
const UNLABELLED = new Set(['notice', 'hidden']);
const IN_CREDENTIAL_DIALOG = 'authentication';

/** The labels of all parameters that a new node has for these choices. */
export function labelsOf({ node }: Way, chosen: INodeParameters): readonly string[] {
	const { description } = node();
	const about = { typeVersion: 1 };
	const values = NodeHelpers.getNodeParameters(description.properties, chosen, true, false, about, description) ?? {};
	return description.properties
		.filter((property) => NodeHelpers.displayParameter(values, property, about, description))
		.filter(({ name, type }) => name !== IN_CREDENTIAL_DIALOG && !UNLABELLED.has(type))
		.map(({ displayName }) => displayName);
}

/** What can be done with a node, as the node panel names it. */
export function actionsOf({ node }: Way): readonly string[] {
	const options = node().description.properties.flatMap(({ name, options = [] }) => (name === 'operation' ? options : []));
	return [...new Set(options.flatMap((option) => ('action' in option && option.action !== undefined ? [option.action] : [])))];
}

function wayCalled(title: string): Way {
	const way = WAYS.find((one) => one.title === title);
	if (!way) throw new Error(`No way is called ${title}`);
	return way;
}
