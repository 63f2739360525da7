import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox, SandboxSecrets, SandboxUrls } from '../sandbox';
import { inGroups } from '../workflow/inGroups';
import { asStored } from '../workflow/storedFields';
import { updateParameters, type Way } from '../workflow/ways';
import type { CredentialOf, Job, Step } from './contender';
import type { Opened, Scheme } from './vendor';

/* What each contender carries out to update people by a way. */

const DIST = join(__dirname, '..', '..', 'dist');

export type Asked = Readonly<{
	way: Way;
	scheme: Scheme;
	concurrency: number;
	items: Job['items'];
	warmUp: Job['warmUp'];
	/** How many executions share the items, in one process. */
	executions?: number;
}>;

export type Contender = Readonly<{
	title: string;
	job: (asked: Asked, opened: Opened) => Promise<Job>;
	/** Whether it keeps to the bound that it is told. */
	isBounded: boolean;
	/** Whether it comes to the same with fewer requests than the others. */
	sparesRequests?: true;
}>;

async function credentialOf({ way, scheme }: Asked, { urls, secrets }: Opened): Promise<CredentialOf> {
	const { name } = way.credential().constructor;
	const at = urls[scheme];
	if (!at) throw new Error('The vendors have no https address: there is no openssl');
	// Of the sandbox, a way's credential takes the addresses and the secrets alone.
	const given = way.data({ urls: at, secrets } as Sandbox);
	const data = 'clientSecret' in given && 'accessTokenExpiresAt' in given ? { ...given, ...(await tokenFrom(urls.http, secrets)) } : given;
	return { file: join(DIST, 'credentials', `${name}.credentials.js`), name, data };
}

/** A token of iSpring's, so that nobody has to sign in. */
async function tokenFrom({ ispring }: SandboxUrls, { ispring: { clientId, clientSecret } }: SandboxSecrets) {
	const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' });
	const answer = await fetch(`${ispring}/api/v3/token`, { method: 'POST', headers: { Accept: 'application/json' }, body });
	const { access_token: accessToken } = (await answer.json()) as { access_token: string };
	return { accessToken, accessTokenExpiresAt: String(Date.now() + 3_600_000) };
}

/** What the nodes have where nobody chooses; the vendor's own limit holds up to it. */
export const USUAL_CONCURRENCY = 5;

/** Our node with these parameters of an operation, as the editor stores them. */
function ourNode(title: string, parametersOf: (way: Way) => INodeParameters): Contender {
	return {
		title,
		isBounded: true,
		job: async (asked, opened) => {
			const { way, concurrency, items, warmUp, executions = 1 } = asked;
			const node = way.node();
			const credential = await credentialOf(asked, opened);
			const { options = {}, ...parameters } = parametersOf(way);
			// Everybody changes here, which the safety limits would stop.
			const limits = { concurrency, maxChanges: 1_000_000, maxShare: 100 };
			// Appenate's own limit would otherwise hold our node back, and nobody else.
			const raised = way.channel === 'appenate' && concurrency > USUAL_CONCURRENCY ? { raisedConcurrency: concurrency } : {};
			const all = { ...Object(options), ...limits, ...raised };
			const stored = await asStored({
				node,
				credential: { type: way.credential(), data: credential.data },
				parameters: inGroups(node, { ...parameters, options: all }),
				items: [],
			});
			const { name } = node.constructor;
			const file = join(DIST, 'nodes', name, `${name}.node.js`);
			const step: Step = { node: { file, name }, typeVersion: 1, parameters: stored, credential };
			return { kind: 'workflow', executions, items, warmUp, steps: [step] };
		},
	};
}

export const OURS = ourNode('our node', (way) => updateParameters(way));

export const OUR_SYNC = ourNode('our node', syncParameters);

/** Everybody comes from one list, and what the vendor's answer proves is not read again. */
export const OUR_FEWEST_REQUESTS: Contender = {
	...ourNode('our node, Sync Users without a second read', (way) => ({ ...syncParameters(way), options: { readBack: 'whenUnproven' } })),
	sparesRequests: true,
};

function syncParameters(way: Way): INodeParameters {
	const { operation: _update, user, ...parameters } = updateParameters(way);
	return { ...parameters, operation: 'sync', matchBy: user ?? '', leavers: 'ignore', preview: false };
}

/** The bare node with these parameters beside those that choose the way. */
function bareNode(title: string, mapped: INodeParameters): Contender {
	return {
		title,
		isBounded: true,
		job: async (asked, opened) => {
			const { way, concurrency, items, warmUp, executions = 1 } = asked;
			const credential = await credentialOf(asked, opened);
			const credentialType = way.credential().name;
			const { properties } = way.credential();
			// n8n asks for a check, which sends requests, where this is empty; our node says that it is none of a test.
			const checked = properties.filter(({ typeOptions }) => typeOptions?.expirable === true).map(({ name }) => [name, 'checked'] as const);
			const step: Step = {
				node: { file: join(__dirname, 'bareNode.ts'), name: 'BareNode', args: [credentialType] },
				typeVersion: 1,
				parameters: { way: way.title, credentialType, concurrency, ...mapped },
				credential: { ...credential, data: { ...Object.fromEntries(checked), ...credential.data } },
			};
			return { kind: 'workflow', executions, items, warmUp, steps: [step] };
		},
	};
}

/** With the two expressions that our node is given: who, and the text. */
export const BARE = bareNode('bare node', { email: '={{ $json.email }}', text: '={{ $json.text }}' });

/** No node that maps fields can be this: it takes both from the item by itself, so that n8n resolves nothing. */
export const BARE_WITHOUT_PARAMETERS = bareNode('bare, without parameters', {});

export const RAW: Contender = {
	title: 'undici alone',
	isBounded: true,
	job: async (asked, opened) => {
		const { way, concurrency, items, warmUp } = asked;
		return { kind: 'raw', way: way.title, concurrency, items, warmUp, credential: await credentialOf(asked, opened) };
	},
};
