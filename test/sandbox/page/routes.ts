import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestLog } from '../http/log';
import type { Routes } from '../http/server';
import { Refusal, bodyText, isObject, statusOf } from '../http/wire';
import type { Fault, LoggedRequest, PersonCard, Sandbox, VendorName } from '../types';
import { connectionsOf } from './connect';

const VENDORS: readonly VendorName[] = ['axero', 'appenate', 'highq', 'ispring'];
const ICONS = new Map(
	VENDORS.flatMap((vendor) => [`${vendor}.svg`, `${vendor}.dark.svg`]).map((name) => [
		name,
		readFileSync(join(__dirname, '../../../icons', name), 'utf8'),
	]),
);
/** A column has the color of its node's icon, which is that of the icon's ground. */
const ACCENTS = VENDORS.map(
	(vendor) => `.${vendor} { --accent: light-dark(${groundOf(`${vendor}.svg`)}, ${groundOf(`${vendor}.dark.svg`)}); }\n`,
);

const part = (name: string): string => readFileSync(join(__dirname, name), 'utf8');
// Replaced by functions: a text would have its $ signs interpreted.
const PAGE = part('page.html')
	.replace('/*{style}*/', () => [...ACCENTS, ...['layout.css', 'connect.css', 'person.css', 'strip.css'].map(part)].join(''))
	.replace('/*{script}*/', () => part('live.js'));
const FAULT_KINDS = ['status', 'delay', 'reset', 'malformed', 'halfBody', 'redirect'];
type Cards = { readonly [V in VendorName]: () => PersonCard[] };

/** The page, its events, and a small control API for other processes. */
export function pageRoutes(sandbox: Sandbox, log: RequestLog, cards: Cards, editor?: string): Routes {
	return (scope) => {
		scope.setErrorHandler<Error>((error, _request, reply) => reply.code(statusOf(error)).send({ error: error.message }));
		scope.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
		scope.get<{ Params: { name: string } }>('/icons/:name', async (request, reply) => {
			const icon = ICONS.get(request.params.name);
			if (icon === undefined) throw new Refusal(404, 'There is no such icon');
			return reply.type('image/svg+xml').send(icon);
		});
		mountEvents(scope, sandbox, log);
		scope.get('/connect', async () => ({ editor: editor ?? null, connections: connectionsOf(sandbox) }));
		scope.get('/state', async () => ({
			people: {
				axero: cards.axero(),
				appenate: cards.appenate(),
				highq: cards.highq(),
				ispring: cards.ispring(),
			},
			requests: log.entries.slice(-40).map(withoutSecrets),
		}));
		mountControl(scope, sandbox);
	};
}

function mountEvents(scope: FastifyInstance, sandbox: Sandbox, log: RequestLog): void {
	scope.get('/events', (request, reply) => {
		reply.hijack();
		const { raw } = reply;
		raw.writeHead(200, {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store',
		});
		raw.write('retry: 1000\n\n');
		const tell = (event: string, content: unknown): void => {
			raw.write(`event: ${event}\ndata: ${JSON.stringify(content)}\n\n`);
		};
		const endings = [
			sandbox.onChange((change) => tell('change', change)),
			log.onOver((entry) => tell('request', withoutSecrets(entry))),
			log.onClear(() => tell('reset', {})),
		];
		request.raw.socket.once('close', () => endings.forEach((end) => end()));
	});
}

/** No header, body or query leaves for the page: Appenate's key travels in the query. */
function withoutSecrets({ channel, method, path, status, isWrite, at }: LoggedRequest): object {
	return { channel, method, path: path.split('?')[0], status: status ?? null, isWrite, at };
}

function mountControl(scope: FastifyInstance, sandbox: Sandbox): void {
	scope.get('/control/info', async () => ({ urls: sandbox.urls, secrets: sandbox.secrets }));
	scope.get<{ Params: { vendor: string } }>('/control/people/:vendor', async (request) => {
		const { vendor } = request.params;
		if (!isVendor(vendor)) throw new Refusal(404, `There is no vendor ${vendor}`);
		return sandbox.people(vendor);
	});
	scope.get('/control/requests', async () => sandbox.requests.map(({ bodyBytes: _bytes, ...entry }) => entry));
	scope.post('/control/fail', async (request) => {
		sandbox.fail(faultOf(request));
		return { ok: true };
	});
	const actions = {
		reset: () => sandbox.reset(),
		heal: () => sandbox.heal(),
		'clear-log': () => sandbox.clearLog(),
		'expire-tokens': () => sandbox.expireTokens(),
	};
	for (const [name, act] of Object.entries(actions)) {
		scope.post(`/control/${name}`, async () => {
			act();
			return { ok: true };
		});
	}
}

function isVendor(name: string): name is VendorName {
	return VENDORS.some((vendor) => vendor === name);
}

function faultOf(request: FastifyRequest): Fault {
	const fault: unknown = JSON.parse(bodyText(request));
	if (!isObject(fault) || !FAULT_KINDS.includes(String(fault.kind))) throw new Refusal(400, 'That is not a fault');
	return fault as Fault;
}

function groundOf(icon: string): string {
	const color = /<rect[^>]* fill="(#\w+)"/.exec(ICONS.get(icon) ?? '')?.[1];
	if (color === undefined) throw new Error(`The icon ${icon} has no ground`);
	return color;
}
