import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import type { CredentialOf, Loaded, Step } from './contender';
import type { Contender } from './jobs';

/*
 * One update at HighQ as a workflow without our node does it: find, read, keep those that differ, write, read back. The
 * same requests, signed by a credential, with none of the checks. n8n's Code node runs in another process; an expression
 * does the same here. HTTP Request sends a request for each of its items at once, so that a loop keeps the vendor's bound.
 */

const BASE_NODES = join(__dirname, '..', 'n8n', 'node_modules', 'n8n-nodes-base', 'dist');

const HTTP_REQUEST: Loaded = {
	file: join(BASE_NODES, 'nodes', 'HttpRequest', 'V3', 'HttpRequestV3.node.js'),
	name: 'HttpRequestV3',
	args: [{ displayName: 'HTTP Request', name: 'n8n-nodes-base.httpRequest', group: ['output'], description: '' }],
};
const IF: Loaded = {
	file: join(BASE_NODES, 'nodes', 'If', 'V2', 'IfV2.node.js'),
	name: 'IfV2',
	args: [{ displayName: 'If', name: 'n8n-nodes-base.if', group: ['transform'], description: '' }],
};

const LOOP: Loaded = { file: join(BASE_NODES, 'nodes', 'SplitInBatches', 'v3', 'SplitInBatchesV3.node.js'), name: 'SplitInBatchesV3' };

const request = (credential: CredentialOf, parameters: INodeParameters): Step => ({
	node: HTTP_REQUEST,
	typeVersion: 4.2,
	parameters: { authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth', options: {}, ...ACCEPT_JSON, ...parameters },
	credential,
});

/** Otherwise the node asks for anything, and HighQ answers in XML. */
const ACCEPT_JSON = { sendHeaders: true, headerParameters: { parameters: [{ name: 'Accept', value: 'application/json' }] } };

const GIVEN = "$('Start').item.json.text";

const differs: Step = {
	node: IF,
	typeVersion: 2.2,
	parameters: {
		conditions: {
			combinator: 'and',
			options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
			conditions: [
				{
					id: 'differs',
					leftValue: '={{ $json.user.bio }}',
					rightValue: `={{ ${GIVEN} }}`,
					operator: { type: 'string', operation: 'notEquals' },
				},
			],
		},
		options: {},
	},
};

function coreNodes(title: string, isBounded: boolean): Contender {
	return {
		title,
		isBounded,
		job: async ({ scheme, concurrency, items, warmUp }, { urls, secrets }) => {
			const users = `${urls[scheme]?.highq}/api/2/users`;
			const credential: CredentialOf = {
				file: join(BASE_NODES, 'credentials', 'HttpHeaderAuth.credentials.js'),
				name: 'HttpHeaderAuth',
				data: { name: 'Authorization', value: `Bearer ${secrets.highq.accessToken}` },
			};
			const byId = `=${users}/{{ $('Step 1').item.json.user.id }}`;
			const write = {
				method: 'PUT',
				url: byId,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: `={{ JSON.stringify({ user: { ...$json.user, bio: ${GIVEN} } }) }}`,
			};
			const steps: readonly Step[] = [
				request(credential, { url: `=${users}/{{ encodeURIComponent($json.email) }}` }),
				request(credential, { url: byId }),
				differs,
				request(credential, write),
				request(credential, { url: byId }),
			];
			const loop: Step = { node: LOOP, typeVersion: 3, parameters: { batchSize: concurrency, options: {} } };
			return { kind: 'workflow', executions: 1, items, warmUp, steps, ...(isBounded ? { loop } : {}) };
		},
	};
}

/** As many at once as the vendor allows, by Loop Over Items. */
export const CORE = coreNodes('core nodes', true);
export const CORE_WITHOUT_BOUND = coreNodes('core nodes without a bound', false);
