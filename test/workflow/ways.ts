import type { ICredentialDataDecryptedObject, ICredentialType, INodeParameters, INodeType } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { ISpringLearnTokenApi } from '../../credentials/ISpringLearnTokenApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { Axero } from '../../nodes/Axero/Axero.node';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import type { Channel, Sandbox } from '../sandbox';

/** One way to a vendor: a node, its protocol and its sign-in, as a workflow would have them. */
export type Way = Readonly<{
	title: string;
	channel: Channel;
	node: () => INodeType;
	credential: () => ICredentialType;
	data: (sandbox: Sandbox, change?: Readonly<{ url?: string; secret?: string }>) => ICredentialDataDecryptedObject;
	/** Parameters that choose the protocol and the sign-in. */
	protocol: INodeParameters;
	/** A field that takes any text, and what the vendor has stored in it for the person with this email address. */
	text: string;
	stored: (sandbox: Sandbox, email: string) => string;
	/** Where this way takes JSON: a row of More Fields, or a column. */
	json: 'moreFields' | string;
	/** Whether the profile is read and compared before it is written. */
	compares: boolean;
}>;

const axero: Way = {
	title: 'Axero',
	channel: 'axero',
	node: () => new Axero(),
	credential: () => new AxeroApi(),
	data: ({ urls, secrets }, { url, secret } = {}) => ({
		baseUrl: url ?? urls.axero,
		authentication: 'bearer',
		apiKey: secret ?? secrets.axero.bearerToken,
		scimToken: secrets.axero.scimToken,
	}),
	protocol: {},
	text: 'Bio',
	stored: (sandbox, email) => sandbox.person('axero', email).labels.Bio ?? '',
	json: 'moreFields',
	compares: false,
};

const appenate = (format: 'json' | 'xml'): Way => ({
	title: `Appenate (${format.toUpperCase()})`,
	channel: 'appenate',
	node: () => new Appenate(),
	credential: () => new AppenateApi(),
	data: ({ urls, secrets }, { url, secret } = {}) => ({
		service: 'custom',
		baseUrl: url ?? urls.appenate,
		companyId: secrets.appenate.companyId,
		apiKey: secret ?? secrets.appenate.integrationKey,
	}),
	protocol: { options: { format } },
	text: 'LastName',
	stored: (sandbox, email) => sandbox.person('appenate', email).LastName,
	json: 'Metadata',
	compares: true,
});

const highq = (format: 'json' | 'xml'): Way => ({
	title: `HighQ Publisher (${format.toUpperCase()})`,
	channel: 'highq',
	node: () => new HighQPublisher(),
	credential: () => new HighQPublisherApi(),
	data: ({ urls, secrets }, { url, secret } = {}) => ({
		baseUrl: url ?? urls.highq,
		accessToken: secret ?? secrets.highq.accessToken,
		clientId: '',
		clientSecret: '',
		refreshToken: '',
	}),
	protocol: { authentication: 'accessToken', options: { format } },
	text: 'bio',
	stored: (sandbox, email) => String(sandbox.person('highq', email).bio ?? ''),
	json: 'sociallinks',
	compares: true,
});

const ISPRING_CHANNELS = { rest: 'ispring-rest', restHeader: 'ispring-header', soap: 'ispring-soap' } as const;

const ispring = (api: keyof typeof ISPRING_CHANNELS, authentication: 'account' | 'token'): Way => ({
	title: `iSpring Learn (${{ rest: 'REST', restHeader: 'REST Header', soap: 'SOAP' }[api]}, ${authentication})`,
	channel: ISPRING_CHANNELS[api],
	node: () => new ISpringLearn(),
	credential: () => (authentication === 'account' ? new ISpringLearnApi() : new ISpringLearnTokenApi()),
	data: ({ urls, secrets: { ispring: own } }, { url, secret } = {}) => ({
		region: 'custom',
		baseUrl: api === 'rest' ? (url ?? urls.ispring) : urls.ispring,
		api: 'all',
		legacyBaseUrl: url ?? urls.ispringLegacy,
		soapUrl: url ?? urls.ispringSoap,
		...(authentication === 'account'
			? { accountUrl: own.accountUrl, email: own.email, password: secret ?? own.password }
			: { clientId: own.clientId, clientSecret: secret ?? own.clientSecret, accessToken: '', accessTokenExpiresAt: '0' }),
	}),
	protocol: { api, authentication },
	text: 'job_title',
	stored: (sandbox, email) => sandbox.person('ispring', email).fields.job_title ?? '',
	json: 'moreFields',
	compares: true,
});

/** What an update says that went through: who was not compared before was only sent. */
export const wroteBy = ({ compares }: Pick<Way, 'compares'>): string => (compares ? 'updated' : 'sent');

/** Every way that an update can take: six, and the second format or sign-in of four of them. */
export const WAYS: readonly Way[] = [
	axero,
	appenate('json'),
	appenate('xml'),
	highq('json'),
	highq('xml'),
	ispring('rest', 'account'),
	ispring('rest', 'token'),
	ispring('restHeader', 'account'),
	ispring('soap', 'account'),
	ispring('soap', 'token'),
];

/** Parameters of Update for the person with the email address of the item, setting this way's text field. */
export function updateParameters({ protocol, text }: Way, value: INodeParameters | string = '={{ $json.text }}'): INodeParameters {
	return {
		resource: 'user',
		operation: 'update',
		user: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
		fields: { mappingMode: 'defineBelow', value: { [text]: value }, matchingColumns: [], schema: [] },
		...protocol,
	};
}

/** Parameters of Update that take the item's `json` as a JSON text. */
export function jsonParameters(way: Way): INodeParameters {
	const parameters = updateParameters(way);
	if (way.json === 'moreFields') return { ...parameters, options: moreJson('={{ $json.json }}') };
	return {
		...parameters,
		fields: {
			mappingMode: 'defineBelow',
			value: { [way.text]: '={{ $json.text }}', [way.json]: '={{ $json.json }}' },
			matchingColumns: [],
			schema: [],
		},
	};
}

/** The options with one object under More Fields. */
export function moreJson(json: string): Readonly<{ moreFields: INodeParameters }> {
	return { moreFields: { json: [{ json }] } };
}

export function getParameters({ protocol }: Way): INodeParameters {
	return { resource: 'user', operation: 'get', user: { __rl: true, mode: 'email', value: '={{ $json.email }}' }, ...protocol };
}
