import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { ICredentialType, INodeParameters, INodeType } from 'n8n-workflow';

import { runNode, type NodeRun } from '../workflow/engine';

/*
 * One contestant in a process of its own: runs the profile updates in n8n's engine and prints what they
 * cost this process, as JSON. Arguments: name, base URL, token; the people's email addresses on stdin.
 */

type Contestant = Pick<NodeRun, 'node' | 'typeVersion' | 'parameters' | 'credential'>;

const load = createRequire(__filename);
const BASE_NODES = join(__dirname, '..', 'n8n', 'node_modules', 'n8n-nodes-base', 'dist');

const contestants: Readonly<Record<string, (baseUrl: string, token: string) => Contestant>> = {
	axero: (baseUrl, apiKey) => axero(baseUrl, apiKey, {}),

	axero25: (baseUrl, apiKey) => axero(baseUrl, apiKey, { concurrency: 25 }),

	httpRequest: (baseUrl, token) => {
		const { HttpRequestV3 } = load(join(BASE_NODES, 'nodes', 'HttpRequest', 'V3', 'HttpRequestV3.node.js')) as {
			HttpRequestV3: new (base: object) => INodeType;
		};
		const { HttpHeaderAuth } = load(join(BASE_NODES, 'credentials', 'HttpHeaderAuth.credentials.js')) as {
			HttpHeaderAuth: new () => ICredentialType;
		};
		const parameters: INodeParameters = {
			method: 'POST',
			url: `${baseUrl}/api/users/fields`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			sendQuery: true,
			queryParameters: { parameters: [{ name: 'AddUser', value: 'false' }] },
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ JSON.stringify({ Email: $json.email, Phone: $json.phone, Company: $json.company }) }}',
			options: {},
		};
		const node = new HttpRequestV3({ displayName: 'HTTP Request', name: 'n8n-nodes-base.httpRequest', group: ['output'], description: '' });
		return {
			node,
			typeVersion: 4.2,
			parameters,
			credential: { type: new HttpHeaderAuth(), data: { name: 'Authorization', value: `Bearer ${token}` } },
		};
	},
};

function axero(baseUrl: string, apiKey: string, requests: INodeParameters): Contestant {
	const dist = join(__dirname, '..', '..', 'dist');
	const { Axero } = load(join(dist, 'nodes', 'Axero', 'Axero.node.js')) as { Axero: new () => INodeType };
	const { AxeroApi } = load(join(dist, 'credentials', 'AxeroApi.credentials.js')) as { AxeroApi: new () => ICredentialType };
	const parameters: INodeParameters = {
		resource: 'user',
		operation: 'update',
		user: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
		fields: {
			mappingMode: 'defineBelow',
			value: { Phone: '={{ $json.phone }}', Company: '={{ $json.company }}' },
			matchingColumns: [],
			schema: [],
		},
		// Everybody changes here, which the guard would stop.
		options: { requests: { values: requests }, safetyLimits: { values: { maxChanges: 1_000_000, maxShare: 100 } } },
	};
	return { node: new Axero(), parameters, credential: { type: new AxeroApi(), data: { baseUrl, apiKey, authentication: 'bearer' } } };
}

async function main(): Promise<void> {
	const [name = '', baseUrl = '', token = '', emails = ''] = process.argv.slice(2);
	const contestant = contestants[name]?.(baseUrl, token);
	if (!contestant) throw new Error(`No contestant ${name}`);
	const people = emails.split(',');
	const howMany = 1000;
	const items = Array.from({ length: howMany }, (_, i) => ({
		email: people[i % people.length] ?? '',
		phone: `0012 ${i}`,
		company: 'Example Holding',
	}));

	const cpuBefore = process.cpuUsage();
	const startedAt = performance.now();
	const { outputs, error } = await runNode({ ...contestant, items });
	const seconds = (performance.now() - startedAt) / 1000;
	const { user, system } = process.cpuUsage(cpuBefore);

	process.stdout.write(
		JSON.stringify({
			users: outputs[0]?.length ?? 0,
			...(error ? { error: error.message } : {}),
			usersPerSecond: howMany / seconds,
			cpuMillisecondsPerUser: (user + system) / 1000 / howMany,
			peakMemoryMegabytes: process.resourceUsage().maxRSS / 1024,
		}),
	);
}

void main();
