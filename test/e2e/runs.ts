import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import { HighQPublisherOAuth2Api } from '../../credentials/HighQPublisherOAuth2Api.credentials';
import type { Channel, Sandbox } from '../sandbox';
import { SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import type { Way } from '../workflow/ways';
import type { CredentialJson, Execution, RunningN8n, WorkflowJson } from './n8n';

const PACKAGE = 'n8n-nodes-user-provisioning';
/** The name of the node of ours in each workflow. */
export const OURS = 'Ours';
const WAIT_MS = 60_000;
/** The guard lets the whole list through. */
const LARGE = { maxChanges: 1000, maxShare: 100 };

/** A person in an input; what is empty is left as it is. */
export type Row = Readonly<{ email: string; text: string; firstName: string; lastName: string; login: string }>;

/** How a way names the fields that a newcomer needs, from the columns of a {@link Row}. */
const NAMES: Readonly<Record<Channel, INodeParameters>> = {
	axero: {},
	appenate: { FirstName: '={{ $json.firstName }}' },
	highq: { firstname: '={{ $json.firstName }}', lastname: '={{ $json.lastName }}' },
	'ispring-rest': { login: '={{ $json.login }}', first_name: '={{ $json.firstName }}', last_name: '={{ $json.lastName }}' },
	'ispring-header': { login: '={{ $json.login }}', first_name: '={{ $json.firstName }}', last_name: '={{ $json.lastName }}' },
	'ispring-soap': { login: '={{ $json.login }}', first_name: '={{ $json.firstName }}', last_name: '={{ $json.lastName }}' },
};

/** Create has no key beside its fields; at Axero it is a parameter of its own. */
const EMAIL: Readonly<Partial<Record<Channel, string>>> = { appenate: 'Email', highq: 'email', 'ispring-rest': 'email', 'ispring-header': 'email', 'ispring-soap': 'email' };

/** One way to each directory and protocol: six. */
export const SIX = ['Axero (a label of the details)', 'Appenate (JSON)', 'HighQ Publisher (JSON)', 'iSpring Learn (REST, account)', 'iSpring Learn (REST Header, account)', 'iSpring Learn (SOAP, account)'].map(syncWay);

/** HighQ as it is after the sign-in in the browser: n8n signs and renews by itself, in code of its own. */
export const HIGHQ_OAUTH2: SyncWay = {
	...syncWay('HighQ Publisher (JSON)'),
	title: 'HighQ Publisher (OAuth2)',
	credential: () => new HighQPublisherOAuth2Api(),
	data: ({ urls, secrets: { highq } }, { url } = {}) => ({ baseUrl: url ?? urls.highq, clientId: highq.clientId, clientSecret: highq.clientSecret, oauthTokenData: { access_token: highq.accessToken, token_type: 'bearer' } }),
	protocol: { authentication: 'oAuth2', options: { format: 'json' } },
};

export function syncWay(title: string): SyncWay {
	const found = SYNC_WAYS.find((way) => way.title === title);
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
}

export const slug = ({ title }: Way): string => title.replace(/\W+/g, '');

export function credentialOf(way: Way, sandbox: Sandbox, change: Parameters<Way['data']>[1] = {}, id = slug(way)): CredentialJson {
	return { id, name: id, type: way.credential().name, data: way.data(sandbox, change) };
}

export type Asked = Readonly<{
	id: string;
	operation: 'create' | 'sync' | 'update' | 'upsert';
	people: readonly Row[];
	options?: INodeParameters;
	/** Settings of the node itself, such as Retry On Fail. */
	settings?: Readonly<Record<string, unknown>>;
	/** The id of the credential, where it is not the way's usual one. */
	credential?: string;
}>;

/** A workflow that is started by hand: rows of people, as a spreadsheet would give them, into one operation of a way. */
export function workflowOf(way: SyncWay, { id, operation, people, options = {}, settings = {}, credential = slug(way) }: Asked): WorkflowJson {
	const { options: ofProtocol = {}, ...protocol } = way.protocol;
	const email = EMAIL[way.channel];
	const fields: INodeParameters = {
		[way.text]: '={{ $json.text }}',
		...(operation === 'update' ? {} : NAMES[way.channel]),
		...(operation === 'create' && email !== undefined ? { [email]: '={{ $json.email }}' } : {}),
	};
	const parameters: INodeParameters = {
		resource: 'user',
		operation,
		user: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
		email: '={{ $json.email }}',
		fields: { mappingMode: 'defineBelow', value: fields, matchingColumns: [], schema: [] },
		...protocol,
		...(operation === 'update' ? {} : way.creates?.parameters),
		...(operation === 'sync' ? { missing: 'create', leavers: 'ignore' } : {}),
		options: { ...(typeof ofProtocol === 'object' ? ofProtocol : {}), ...LARGE, ...options },
	};
	const node = (name: string, type: string, typeVersion: number, own: INodeParameters, more: object = {}) => ({ id: name, name, type, typeVersion, position: [0, 0], parameters: own, ...more });
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		id,
		name: id,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('List', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ people }), options: {} }),
			node('Rows', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'people', options: {} }),
			node(OURS, `${PACKAGE}.${way.node().description.name}`, 1, parameters, { credentials: { [way.credential().name]: { id: credential, name: credential } }, ...settings }),
		],
		connections: { Start: to('List'), List: to('Rows'), Rows: to(OURS) },
		settings: { executionOrder: 'v1' },
	};
}

/** Presses the editor's button, and comes back while the workflow runs. */
export async function begin(n8n: RunningN8n, workflowId: string): Promise<string> {
	const { executionId } = await n8n.rest<{ executionId: string }>('POST', `/rest/workflows/${workflowId}/run`, { triggerToStartFrom: { name: 'Start' } });
	return executionId;
}

/** Asks again and again until it is so. */
export async function untilTrue(what: string, ask: () => Promise<boolean> | boolean): Promise<void> {
	const deadline = Date.now() + WAIT_MS;
	while (!(await ask())) {
		if (Date.now() > deadline) throw new Error(`Waited ${WAIT_MS} ms for ${what}`);
		await sleep(20);
	}
}

/** What the execution stopped with, as the editor shows it: message and description. */
export function errorOf({ data }: Execution): string {
	const { error } = data.resultData;
	return error ? `${error.message} | ${error.description ?? ''}` : '';
}
