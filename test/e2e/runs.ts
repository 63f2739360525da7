import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import type { Channel, Sandbox } from '../sandbox';
import { inGroups } from '../workflow/inGroups';
import { SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import type { Way } from '../workflow/ways';
import type { CredentialJson, Execution, WorkflowJson } from './n8n';
import { who } from '../workflow/offered';

export const PACKAGE = 'n8n-nodes-user-provisioning';
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
const EMAIL: Readonly<Partial<Record<Channel, string>>> = {
	appenate: 'Email',
	highq: 'email',
	'ispring-rest': 'email',
	'ispring-header': 'email',
	'ispring-soap': 'email',
};

/** One way to each directory and protocol: six. */
export const SIX = [
	'Axero (a label of the details)',
	'Appenate (JSON)',
	'HighQ Publisher (JSON)',
	'iSpring Learn (REST, account)',
	'iSpring Learn (REST Header, account)',
	'iSpring Learn (SOAP, account)',
].map(syncWay);

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
	operation: 'create' | 'get' | 'sync' | 'update' | 'upsert';
	people: readonly Row[];
	/** Beside, or instead of, the way's text and what a newcomer needs. */
	fields?: INodeParameters;
	preview?: boolean;
	options?: INodeParameters;
	/** Settings of the node itself, such as Retry On Fail. */
	settings?: Readonly<Record<string, unknown>>;
	/** The id of the credential, where it is not the way's usual one. */
	credential?: string;
}>;

export const node = (name: string, type: string, typeVersion: number, own: INodeParameters, more: object = {}) => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: own,
	...more,
});
export const to = (...names: readonly string[]) => ({ main: [names.map((name) => ({ node: name, type: 'main', index: 0 }))] });
const START = node('Start', 'n8n-nodes-base.manualTrigger', 1, {});

/** A workflow that is started by hand: rows of people, as a spreadsheet would give them, into one operation of a way. */
export function workflowOf(way: SyncWay, { id, ...asked }: Asked): WorkflowJson {
	return workflowOfSteps(way, { id, steps: [{ ...asked, list: 'List', rows: 'Rows', name: OURS }] });
}

/** Of the branches of a workflow, n8n begins with what stands highest. */
const BELOW = 100;

export type Step = Omit<Asked, 'id'> & Readonly<{ name: string; list?: string; rows?: string }>;

/** Operations one after another; those with the same list and rows share the people. */
export function workflowOfSteps(
	way: SyncWay,
	{
		id,
		steps,
		webhook = false,
	}: Readonly<{ id: string; steps: readonly Step[]; /** Started by a request to this path instead, which is its id. */ webhook?: boolean }>,
): WorkflowJson {
	const named = steps.map(({ name, list = `${name} list`, rows = `${name} rows`, ...step }) => ({ name, list, rows, ...step }));
	const lists = [...new Map(named.map(({ list, rows, people }) => [list, { list, rows, people }])).values()];
	const start = webhook
		? node(
				'Start',
				'n8n-nodes-base.webhook',
				2.1,
				{ httpMethod: 'POST', path: id, responseMode: 'lastNode', options: {} },
				{ webhookId: id },
			)
		: START;
	return {
		id,
		name: id,
		...(webhook ? { active: true } : {}),
		nodes: [
			start,
			...lists.flatMap(({ list, rows, people }, i) => [
				node(
					list,
					'n8n-nodes-base.set',
					3.4,
					{ mode: 'raw', jsonOutput: JSON.stringify({ people }), options: {} },
					{ position: [0, BELOW * i] },
				),
				node(rows, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'people', options: {} }),
			]),
			...named.map((step, i) => nodeOfOurs(way, step, { position: [0, BELOW * i] })),
		],
		connections: {
			Start: to(...lists.map(({ list }) => list)),
			...Object.fromEntries(lists.map(({ list, rows }) => [list, to(rows)])),
			...Object.fromEntries(lists.map(({ rows }) => [rows, to(...named.filter((step) => step.rows === rows).map(({ name }) => name))])),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** The node of ours for one operation. */
export function nodeOfOurs(
	way: SyncWay,
	{ name = OURS, settings = {}, credential = slug(way), ...asked }: Omit<Step, 'name' | 'people'> & Readonly<{ name?: string }>,
	more: object = {},
) {
	return node(name, `${PACKAGE}.${way.node().description.name}`, 1, parametersOf(way, asked), {
		credentials: { [way.credential().name]: { id: credential, name: credential } },
		...settings,
		...more,
	});
}

function parametersOf(
	way: SyncWay,
	{ operation, fields = {}, preview = false, options = {} }: Pick<Asked, 'operation' | 'fields' | 'preview' | 'options'>,
): INodeParameters {
	const { options: ofProtocol = {}, ...protocol } = way.protocol;
	const email = EMAIL[way.channel];
	const makes = operation !== 'update' && operation !== 'get';
	const value: INodeParameters = {
		[way.text]: '={{ $json.text }}',
		...(makes ? NAMES[way.channel] : {}),
		...(operation === 'create' && email !== undefined ? { [email]: '={{ $json.email }}' } : {}),
		...fields,
	};
	return inGroups(way.node(), {
		resource: 'user',
		operation,
		preview,
		...who(operation, { __rl: true, mode: 'email', value: '={{ $json.email }}' }),
		email: '={{ $json.email }}',
		fields: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
		...protocol,
		...(makes ? way.creates?.parameters : {}),
		...(operation === 'sync' ? { ifNotFound: 'create', leavers: 'ignore' } : {}),
		options: { ...(typeof ofProtocol === 'object' ? ofProtocol : {}), ...(operation === 'get' ? {} : LARGE), ...options },
	});
}

/** Asks again and again until it is so. */
export async function untilTrue(what: string, ask: () => Promise<boolean> | boolean, longestMs = WAIT_MS): Promise<void> {
	const deadline = Date.now() + longestMs;
	while (!(await ask())) {
		if (Date.now() > deadline) throw new Error(`Waited ${longestMs} ms for ${what}`);
		await sleep(20);
	}
}

/** What the execution stopped with, as the editor shows it: message and description. */
export function errorOf({ data }: Execution): string {
	const { error } = data.resultData;
	return error ? `${error.message} | ${error.description ?? ''}` : '';
}
