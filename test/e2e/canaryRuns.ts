import type { INodeParameters } from 'n8n-workflow';

import { ALL_CANARIES, CANARIES, echo, seenIn, tokensIn } from '../faults/canaries';
import { FAULTS } from '../faults/faultList';
import { FAULT_WAYS, passwordOf, type Operation } from '../faults/operations';
import type { Fault, LoggedRequest, RawAnswer, Sandbox } from '../sandbox';
import type { SyncWay } from '../workflow/syncWays';
import type { CredentialJson, WorkflowJson } from './n8n';
import { credentialOf, PACKAGE, slug, workflowOfSteps, type Row, type Step } from './runs';

/** No secret, with the same hard characters: where it is found, a canary would be. */
export const PLANTED = CANARIES.axero.bearerToken.replace('axero', 'planted');
/** Stands in every text that is written. */
export const MARKER = 'Harmless-marker';

const inBase64 = (text: string): string =>
	Buffer.from(text)
		.toString('base64')
		.slice(0, Math.floor(text.length / 3) * 4);
/** Their beginnings, up to the first hard character, but for one that an ID has too: a secret that was cut off, or blanked by half. */
const STEMS = ALL_CANARIES.map((one) => one.slice(0, one.indexOf('"')))
	.filter((stem) => !CANARIES.highq.clientId.startsWith(stem))
	.flatMap((stem) => [stem, inBase64(stem)]);

/** Which secrets can be read in a text. Nothing of them may be: not their beginnings, and no token that was issued on the way. */
export function leaksIn(text: string, issued: Iterable<string> = []): string[] {
	const tokens = [...issued].flatMap((token) => [token, inBase64(token)]);
	return [...new Set([...seenIn(text), ...[...STEMS, ...tokens].filter((one) => text.includes(one))])];
}

/** With all that it takes to renew an access token. */
const highqApi = (way: SyncWay): SyncWay => ({ ...way, data: (from, change) => ({ ...way.data(from, change), ...from.secrets.highq }) });
const axeroKey = (way: SyncWay): SyncWay => ({
	...way,
	title: 'Axero (REST API key)',
	data: (from, change) => ({ ...way.data(from, change), authentication: 'restApiKey', apiKey: from.secrets.axero.restApiKey }),
});

/** Every way with every kind of sign-in. */
export const CANARY_WAYS: readonly SyncWay[] = [
	...FAULT_WAYS.map((way) => (/HighQ Publisher \((JSON|XML)\)/.test(way.title) ? highqApi(way) : way)),
	...FAULT_WAYS.filter(({ title }) => title.includes('a label of the details')).map(axeroKey),
];

/** Ways that get a token from the vendor while they run. */
export const WITH_TOKENS: readonly SyncWay[] = CANARY_WAYS.filter(({ title }) => /HighQ Publisher \((JSON|OAuth2)\)|token/.test(title));

/** Of how many requests that carry such a token the next is refused; executions that run at once share it. */
export const RENEWING: ReadonlyArray<SyncWay & Readonly<{ good: number; atOnce: number }>> = WITH_TOKENS.flatMap((way) => [
	{ ...way, title: `${way.title}, at once`, good: 0, atOnce: 1 },
	{ ...way, title: `${way.title}, later`, good: 1, atOnce: 1 },
	{ ...way, title: `${way.title}, in three executions`, good: 3, atOnce: 3 },
]);

/** One way to each sign-in. */
export const SIGN_INS: readonly SyncWay[] = CANARY_WAYS.filter(({ title }) => !/XML|of the details/.test(title));

export type Trouble = Readonly<{
	title: string;
	/** The vendor's words come out. */
	speaks: boolean;
	faults: (way: SyncWay, sandbox: Sandbox) => readonly Fault[];
}>;

const isSignIn = ({ path }: LoggedRequest): boolean => /\/token$/.test(path);
const GARBAGE_AT = 4;

/** An answer made of the one that repeats everything. */
const repeating =
	(way: SyncWay, alter: (repeated: RawAnswer) => RawAnswer) =>
	(answer: RawAnswer, request: LoggedRequest): RawAnswer =>
		alter(echo(way, 400)(answer, request));
const trouble = (title: string, faults: Trouble['faults'], speaks = true): Trouble => ({ title, speaks, faults });

/** Answers that need no write. */
export const ANSWERS: readonly Trouble[] = [
	trouble('HTTP 400 that repeats all that was sent', (way) => [{ kind: 'altered', alter: echo(way, 400) }]),
	trouble('HTTP 401 that repeats all that was sent', (way) => [{ kind: 'altered', alter: echo(way, 401) }], false),
	trouble('HTTP 500 that repeats all that was sent, once a token is there', (way) => [
		{ kind: 'altered', alter: echo(way, 500), only: (request) => !isSignIn(request) },
	]),
	trouble('a redirect to another host, whose address repeats all that was sent', (way) => [
		{
			kind: 'altered',
			alter: repeating(way, ({ statusText = '' }) => ({
				status: 302,
				headers: { location: `https://elsewhere.example.test/${encodeURIComponent(statusText.slice(0, 2_000).replace(/\S*$/, ''))}` },
				body: Buffer.alloc(0),
			})),
		},
	]),
];

export const TROUBLES: readonly Trouble[] = [
	...ANSWERS,
	trouble('HTTP 403 that repeats all that was sent, once a token is there', (way) => [
		{ kind: 'altered', alter: echo(way, 403), only: (request) => !isSignIn(request) },
	]),
	trouble('HTTP 500 that repeats all that was sent, after each write', (way) => [
		{ kind: 'altered', afterHandling: true, alter: echo(way, 500), only: ({ isWrite }) => isWrite },
	]),
	trouble(
		'HTTP 200 with garbage that repeats all that was sent',
		(way) => [
			{
				kind: 'altered',
				alter: repeating(way, (repeated) => ({ ...repeated, status: 200, statusText: 'OK', body: repeated.body.subarray(GARBAGE_AT) })),
			},
		],
		false,
	),
	...['reset before handling', 'half body', 'login page with 200'].map(silent),
];

/** One of the matrix, which tells no secret. */
function silent(title: string): Trouble {
	const fault = FAULTS.find((one) => one.title === title)?.fault;
	if (!fault) throw new Error(`There is no fault ${title}`);
	return trouble(title, (way, sandbox) => [fault(way, sandbox, '')], false);
}

/** HTTP 403 that repeats all that was sent, at the first write; a get fails at once. */
export const refusingWrites =
	(operation: Operation): Trouble['faults'] =>
	(way) => [{ kind: 'altered', alter: echo(way, 403), ...(operation === 'get' ? {} : { only: ({ isWrite }: LoggedRequest) => isWrite }) }];

/** After so many requests with a new token, the vendor repeats it in refusals. */
export const repeatingTokens =
	(good: number): Trouble['faults'] =>
	(way) => [{ kind: 'altered', alter: echo(way, 403), only: (request) => tokensIn(request).length > 0, skip: good }];

const NOBODY: Row = { email: '', text: '', firstName: '', lastName: '', login: '' };

/** Somebody who is there, and somebody new. */
function peopleFor(way: SyncWay, sandbox: Sandbox): Readonly<{ there: Row; fresh: Row }> {
	const [{ email } = NOBODY] = way.people(sandbox);
	const name = `new.${slug(way).toLowerCase()}`;
	return {
		there: { ...NOBODY, email, text: MARKER },
		fresh: { email: `${name}@example.test`, text: MARKER, firstName: 'New', lastName: 'Person', login: name },
	};
}

const stepOf = (way: SyncWay, operation: Operation): Omit<Step, 'name' | 'people'> => ({
	operation,
	// Each writes something.
	fields: { [way.text]: `={{ $json.text }} ${operation}`, ...passwordOf(way, operation) },
	options: { maxRetries: 0 },
	settings: { onError: 'continueRegularOutput' },
});

/** A preview, then every operation; what fails comes out as an item. */
export function allOperations(way: SyncWay, sandbox: Sandbox): WorkflowJson {
	const { there, fresh } = peopleFor(way, sandbox);
	const both = { list: 'List', rows: 'Rows', people: [there, fresh] };
	const create = {
		name: 'create',
		list: 'New list',
		rows: 'New rows',
		people: [{ ...fresh, email: `x${fresh.email}`, login: `x${fresh.login}` }],
		...stepOf(way, 'create'),
	};
	const others = (['get', 'update', 'upsert', 'sync'] as const).map((operation): Step => ({
		name: operation,
		...both,
		...stepOf(way, operation),
	}));
	return workflowOfSteps(way, {
		id: slug(way),
		steps: [{ name: 'Preview', ...both, ...stepOf(way, 'upsert'), preview: true }, ...others, create],
	});
}

/** One operation in production, which ends the execution when it fails. */
export function stopping(way: SyncWay, sandbox: Sandbox, operation: Operation): WorkflowJson {
	const { there, fresh } = peopleFor(way, sandbox);
	return workflowOfSteps(way, {
		id: `${operation}${slug(way)}`,
		webhook: true,
		steps: [{ name: operation, people: [operation === 'create' ? fresh : there], ...stepOf(way, operation), settings: {} }],
	});
}

/** An item and an error that hold what is planted, in several spellings. */
export function plantedWorkflow(): WorkflowJson {
	const spellings = {
		plain: PLANTED,
		url: encodeURIComponent(PLANTED),
		base64: Buffer.from(PLANTED).toString('base64'),
		json: JSON.stringify({ PLANTED }),
	};
	const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		id: 'planted',
		name: 'planted',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Item', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify(spellings), options: {} }),
			node('Error', 'n8n-nodes-base.stopAndError', 1, { errorMessage: '={{ $json.plain }}' }),
		],
		connections: { Start: to('Item'), Item: to('Error') },
		settings: { executionOrder: 'v1' },
	};
}

/** The calls with which the editor fills the lists and columns of a node, as it sends them. */
export function editorCalls(way: SyncWay): ReadonlyArray<Readonly<{ path: string; body: object }>> {
	const { description, methods = {} } = way.node();
	const credential = slug(way);
	const body = (methodName: string) => ({
		path: 'parameters.anything',
		methodName,
		nodeTypeAndVersion: { name: `${PACKAGE}.${description.name}`, version: 1 },
		currentNodeParameters: { resource: 'user', operation: 'update', ...way.protocol },
		credentials: { [way.credential().name]: { id: credential, name: credential } },
	});
	const paths = { loadOptions: 'options', listSearch: 'resource-locator-results', resourceMapping: 'resource-mapper-fields' } as const;
	return Object.entries(paths).flatMap(([kind, path]) =>
		Object.keys(methods[kind as keyof typeof paths] ?? {}).map((name) => ({
			path: `/rest/dynamic-node-parameters/${path}`,
			body: body(name),
		})),
	);
}

/** A credential as the editor sends it to be tested. */
export function toTest(way: SyncWay, sandbox: Sandbox): CredentialJson {
	const own = credentialOf(way, sandbox);
	const { api } = way.protocol;
	return typeof api === 'string' ? { ...own, data: { ...own.data, api } } : own;
}
