import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Sandbox } from '../sandbox';
import { connectionsOf } from '../sandbox/page/connect';
import type { OWNER } from './harness/rest';
import type { CredentialJson, WorkflowJson } from './harness/types';

const WORKFLOWS = path.resolve(__dirname, '../../workflows');

/** `{{axeroUrl}}`; expressions of n8n's hold more than one bare word. */
const PLACEHOLDER = /\{\{([a-z][A-Za-z0-9]*)\}\}/g;

type Addresses = Pick<Sandbox, 'urls' | 'secrets'>;

/** A workflow as it is imported, with the examples that are pinned to its trigger. */
export type Example = WorkflowJson &
	Readonly<{ pinData?: Readonly<Record<string, ReadonlyArray<Readonly<{ json: Readonly<{ body: unknown }> }>>>> }>;

/** The files of `workflows/templates`, as they are. */
export const templates = (): readonly Example[] => namesIn('templates').map((name) => JSON.parse(textOf('templates', name)) as Example);

/** Those of `workflows/demo`, which name this sandbox's page. */
export const demoWorkflows = (sandbox: Addresses): readonly Example[] =>
	namesIn('demo')
		.filter((name) => /^\d/.test(name))
		.map((name) => filled<Example>(name, sandbox));

/** What the workflows of both folders sign in with. */
export const demoCredentials = (sandbox: Addresses): readonly CredentialJson[] => filled('credentials.json', sandbox);

/** The editor lists first what was changed last: the demo, of it "Start here", and the templates after it. */
export const inOrderOfImport = (sandbox: Addresses): readonly Example[] => [...demoWorkflows(sandbox), ...templates()].reverse();

/** A ready command for each published webhook; the body is what its trigger has pinned. */
export const webhookCommands = (
	workflows: readonly Example[],
	origin: string,
): ReadonlyArray<Readonly<{ name: string; command: string }>> =>
	workflows
		.filter(({ active }) => active)
		.flatMap(({ name, nodes, pinData }) =>
			nodes
				.filter(({ type }) => type === 'n8n-nodes-base.webhook')
				.map(({ name: trigger, parameters }) => {
					const { httpMethod, path: place } = parameters as Readonly<{ httpMethod: string; path: string }>;
					const body = JSON.stringify(pinData?.[trigger]?.[0]?.json.body ?? {}).replaceAll("'", `'\\''`);
					return { name, command: `curl -X ${httpMethod} '${origin}/webhook/${place}' -H 'Content-Type: application/json' -d '${body}'` };
				}),
		);

/** What `npm start` says: where to go first and how to get in, what to send, and what a credential of one's own asks for. */
export function welcome(sandbox: Addresses, editor: string, { email, password }: typeof OWNER): string {
	const commands = webhookCommands(demoWorkflows(sandbox), editor).map(({ name, command }) => `${name}:\n  ${command}`);
	return [
		box('User provisioning in n8n', [
			['Editor', editor],
			['Email', email],
			['Password', password],
			['Vendors', sandbox.urls.page],
		]),
		...commands,
		`For a credential of your own (the vendors' page has the same, with buttons that copy):\n${connecting(sandbox)}`,
	].join('\n\n');
}

function connecting(sandbox: Addresses): string {
	return connectionsOf(sandbox)
		.map(
			({ credential, fields }) =>
				`  ${credential}\n${aligned(fields.map(({ label, value }) => [label, value]))
					.map((line) => `    ${line}`)
					.join('\n')}`,
		)
		.join('\n');
}

/** A box around short lines; what is to be copied stands below it, so that no frame is copied along. */
function box(title: string, rows: ReadonlyArray<readonly [string, string]>): string {
	const lines = [title, '', ...aligned(rows)];
	const width = Math.max(...lines.map((line) => line.length));
	const bar = '─'.repeat(width + 4);
	return [`┌${bar}┐`, ...lines.map((line) => `│  ${line.padEnd(width)}  │`), `└${bar}┘`].join('\n');
}

function aligned(rows: ReadonlyArray<readonly [string, string]>): readonly string[] {
	const width = Math.max(...rows.map(([name]) => name.length));
	return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

/** By the numbers before them: 9 comes before 10. */
const namesIn = (folder: string): readonly string[] =>
	readdirSync(path.join(WORKFLOWS, folder)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
const textOf = (folder: string, name: string): string => readFileSync(path.join(WORKFLOWS, folder, name), 'utf8');

/** A demo file with the sandbox's addresses and secrets: `axeroUrl` is one of its urls, `axeroRestApiKey` one of its secrets. */
function filled<T>(name: string, { urls, secrets }: Addresses): T {
	const values = new Map<string, string>([
		...Object.entries(urls).map(([vendor, url]): [string, string] => [`${vendor}Url`, url]),
		...Object.entries(secrets).flatMap(([vendor, own]) =>
			Object.entries<string>(own).map(([secret, value]): [string, string] => [
				vendor + secret.charAt(0).toUpperCase() + secret.slice(1),
				value,
			]),
		),
	]);
	const text = textOf('demo', name).replace(PLACEHOLDER, (whole, key: string) => {
		const value = values.get(key);
		if (value === undefined) throw new Error(`workflows/demo/${name}: nobody knows ${whole}. Known: ${[...values.keys()].join(', ')}`);
		// The value stands inside a JSON text.
		return JSON.stringify(value).slice(1, -1);
	});
	return JSON.parse(text) as T;
}
