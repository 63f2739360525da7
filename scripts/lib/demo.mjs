import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

const FOLDER = path.join(root, 'workflows', 'demo');

/** `{{axeroUrl}}`; expressions of n8n's hold more than one bare word. */
const PLACEHOLDER = /\{\{([a-z][A-Za-z0-9]*)\}\}/g;

/** What the demo files may name: `axeroUrl` from the sandbox's urls, `axeroRestApiKey` from its secrets. */
export function placeholdersOf({ urls, secrets }) {
	const capital = (text) => text[0].toUpperCase() + text.slice(1);
	return new Map([
		...Object.entries(urls).map(([name, url]) => [`${name}Url`, url]),
		...Object.entries(secrets).flatMap(([vendor, own]) => Object.entries(own).map(([name, value]) => [vendor + capital(name), value])),
	]);
}

/** Workflows and credentials of the demo, with the sandbox's addresses and secrets filled in. */
export function demoFiles(placeholders) {
	const files = existsSync(FOLDER)
		? readdirSync(FOLDER)
				.filter((name) => name.endsWith('.json'))
				.sort()
		: [];
	const [credentials = []] = files.filter((name) => name === 'credentials.json').map((name) => filled(name, placeholders));
	const workflows = files.filter((name) => name !== 'credentials.json').flatMap((name) => filled(name, placeholders));
	return { credentials, workflows };
}

function filled(name, placeholders) {
	const unknown = new Set();
	const text = readFileSync(path.join(FOLDER, name), 'utf8').replace(PLACEHOLDER, (whole, key) => {
		if (!placeholders.has(key)) unknown.add(whole);
		// The value stands inside a JSON text.
		return JSON.stringify(placeholders.get(key) ?? '').slice(1, -1);
	});
	if (unknown.size > 0) {
		throw new Error(`workflows/demo/${name}: nobody knows ${[...unknown].join(', ')}. Known: ${[...placeholders.keys()].join(', ')}`);
	}
	return JSON.parse(text);
}

/** A ready command for each published webhook; the body is what the trigger has pinned. */
export const webhookCommands = (workflows, origin) =>
	workflows
		.filter(({ active }) => active)
		.flatMap(({ name, nodes, pinData }) =>
			nodes
				.filter(({ type }) => type === 'n8n-nodes-base.webhook')
				.map((node) => ({ name, command: curl(`${origin}/webhook/${node.parameters.path}`, node, pinData?.[node.name]?.[0]) })),
		);

function curl(url, { parameters }, pinned) {
	const method = parameters.httpMethod ?? 'GET';
	if (method === 'GET') return `curl '${url}'`;
	const body = JSON.stringify((pinned?.json ?? pinned)?.body ?? {}).replaceAll("'", `'\\''`);
	return `curl -X ${method} '${url}' -H 'Content-Type: application/json' -d '${body}'`;
}

/** Where to go first, and how to get in. */
export const welcome = (editor, vendors, { email, password }) =>
	box('User provisioning in n8n', [
		['Editor', editor],
		['E-mail', email],
		['Password', password],
		['Vendors', vendors],
	]);

/** A box around short lines; what is to be copied stands below it, so that no frame is copied along. */
function box(title, rows) {
	const label = Math.max(...rows.map(([name]) => name.length));
	const lines = [title, '', ...rows.map(([name, value]) => `${name.padEnd(label)}  ${value}`)];
	const width = Math.max(...lines.map((line) => line.length));
	const bar = '─'.repeat(width + 4);
	return [`┌${bar}┐`, ...lines.map((line) => `│  ${line.padEnd(width)}  │`), `└${bar}┘`].join('\n');
}
