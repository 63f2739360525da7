import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../sandbox';
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
	options?: INodeParameters;
}>;

export type Contender = Readonly<{
	title: string;
	job: (asked: Asked, opened: Opened) => Promise<Job>;
	/** Whether it keeps to the bound that it is told. */
	bounded: boolean;
	/** Does the same job by other requests than our node. */
	requestsOfItsOwn?: true;
}>;

function credentialOf({ way, scheme }: Asked, { urls, secrets }: Opened): CredentialOf {
	const { name } = way.credential().constructor;
	const at = urls[scheme];
	if (!at) throw new Error('The vendors have no https address: there is no openssl');
	// Of the sandbox, a way's credential takes the addresses and the secrets alone.
	const data = way.data({ urls: at, secrets } as Sandbox);
	return { file: join(DIST, 'credentials', `${name}.credentials.js`), name, data };
}

export const OURS: Contender = {
	title: 'our node',
	bounded: true,
	job: async (asked, opened) => {
		const { way, concurrency, items, warmUp, executions = 1, options = {} } = asked;
		const { name } = way.node().constructor;
		const credential = credentialOf(asked, opened);
		const { options: ofWay = {}, ...parameters } = updateParameters(way);
		// Everybody changes here, which the safety limits would stop.
		const all = { ...Object(ofWay), concurrency, maxChanges: 1_000_000, maxShare: 100, ...options };
		const node = way.node();
		const stored = await asStored({
			node,
			credential: { type: way.credential(), data: credential.data },
			parameters: inGroups(node, { ...parameters, options: all }),
			items: [],
		});
		const file = join(DIST, 'nodes', name, `${name}.node.js`);
		return {
			kind: 'workflow',
			executions,
			items,
			warmUp,
			steps: [{ node: { file, name }, typeVersion: 1, parameters: stored, credential }],
		};
	},
};

export const BARE: Contender = {
	title: 'bare node',
	bounded: true,
	job: async (asked, opened) => {
		const { way, concurrency, items, warmUp, executions = 1 } = asked;
		const credential = credentialOf(asked, opened);
		const credentialType = way.credential().name;
		const { properties } = way.credential();
		// n8n asks for a check, which sends requests, where this is empty; our node says that it is none of a test.
		const checked = properties.filter(({ typeOptions }) => typeOptions?.expirable === true).map(({ name }) => [name, 'checked'] as const);
		const step: Step = {
			node: { file: join(__dirname, 'bareNode.ts'), name: 'BareNode', args: [credentialType] },
			typeVersion: 1,
			parameters: { way: way.title, credentialType, concurrency },
			credential: { ...credential, data: { ...Object.fromEntries(checked), ...credential.data } },
		};
		return { kind: 'workflow', executions, items, warmUp, steps: [step] };
	},
};

export const RAW: Contender = {
	title: 'undici alone',
	bounded: true,
	job: async (asked, opened) => {
		const { way, concurrency, items, warmUp } = asked;
		return { kind: 'raw', way: way.title, concurrency, items, warmUp, credential: credentialOf(asked, opened) };
	},
};
