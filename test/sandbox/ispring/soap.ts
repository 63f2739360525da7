import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Server, createServerless } from 'soap';
import type { Routes } from '../http/server';
import { bodyText, isObject, type JsonObject, mediaType } from '../http/wire';
import { type Markup, type XmlElement, childOf, element, parseXml, treeOf, xmlDocument } from '../http/xml';
import type { Store } from '../store';
import type { ISpringOrganisation } from './organisation';
import type { ISpringPerson } from './people';
import type { ISpringSignIn } from './signIn';
import { type SoapMethods, soapMethods } from './soapMethods';
import type { IdStyle } from './soapRequest';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const TEMPLATE = readFileSync(join(__dirname, 'service.wsdl'), 'utf8');
const REQUESTS = new Set([...TEMPLATE.matchAll(/<xs:element name="(\w+Request)">/g)].map((match) => match[1]));

/** Both namespaces that the pages print. The older pages go with whole numbers, the newer with UUIDs. */
const NAMESPACES: Readonly<Record<string, IdStyle>> = {
	'http://new.webservice.namespace': 'numbers',
	'http://ispringlearn.com/go/services/api/soap': 'uuids',
};
/** Where each namespace's WSDL is to be had; requests are taken at both. */
const PATHS = {
	'/': 'http://ispringlearn.com/go/services/api/soap',
	'/new': 'http://new.webservice.namespace',
};

/** The request in hand, as saxes read it: node-soap loses blanks at the ends of a text. */
const exactRequest = new AsyncLocalStorage<JsonObject>();

/** SOAP 1.1 on node-soap, one service per namespace. Envelope and namespaces are checked before it sees a request. */
export async function ispringSoapRoutes(
	account: Readonly<{ store: Store<ISpringPerson>; organisation: ISpringOrganisation }>,
	signIn: ISpringSignIn,
	url: () => string,
): Promise<Routes> {
	const services = new Map<string, Server>();
	for (const [namespace, style] of Object.entries(NAMESPACES)) {
		services.set(namespace, await service(namespace, soapMethods(account, signIn, style)));
	}

	return (scope) => {
		for (const [path, namespace] of Object.entries(PATHS)) {
			scope.get(path, async (_request, reply) => {
				const wsdl = TEMPLATE.replaceAll('{namespace}', namespace).replaceAll('{location}', url());
				return reply.type('text/xml; charset=utf-8').send(wsdl);
			});
			scope.post(path, async (request, reply) => {
				// SOAP 1.1 names no other type.
				if (mediaType(request) !== 'text/xml') return reply.code(415).send('Unsupported Media Type');
				const answer = await answerTo(() => bodyText(request), services);
				return reply.code(answer.status).type('text/xml; charset=utf-8').send(answer.body);
			});
		}
	};
}

async function service(namespace: string, methods: SoapMethods): Promise<Server> {
	const exact = Object.entries(methods).map(([name, method]) => [name, () => method(exactRequest.getStore() ?? {})]);
	return new Promise((resolve, reject) => {
		const ready = (error: unknown, server: Server): void => {
			if (error) reject(new Error(`The sandbox's WSDL doesn't load: ${String(error)}`));
			else resolve(server);
		};
		void createServerless({
			path: '/',
			services: { UserService: { UserPort: Object.fromEntries(exact) } },
			xml: TEMPLATE.replaceAll('{namespace}', namespace).replaceAll('{location}', 'http://127.0.0.1/'),
			envelopeKey: 'SOAP-ENV',
			suppressStack: true,
			callback: ready,
		}).catch(reject);
	});
}

interface Answer {
	readonly status: number;
	readonly body: string;
}

async function answerTo(read: () => string, services: ReadonlyMap<string, Server>): Promise<Answer> {
	let text: string;
	let request: XmlElement;
	try {
		text = read();
		request = requestIn(parseXml(text));
	} catch (error) {
		return fault(error instanceof Error ? error.message : String(error));
	}
	const server = services.get(request.namespace);
	if (!server) return fault(`Unknown namespace ${request.namespace}`);
	const tree = treeOf(request, (leaf) => leaf.text);
	// The pages name no SOAPAction, so it decides nothing: the body's element does.
	const { statusCode, body } = await exactRequest.run(isObject(tree) ? tree : {}, async () =>
		server.processRequest(text, { method: 'POST', headers: {}, url: '/' }),
	);
	return { status: statusCode, body };
}

/** The one request element of a SOAP 1.1 envelope; all that is in it must be in its namespace. */
function requestIn(envelope: XmlElement): XmlElement {
	if (envelope.name !== 'Envelope' || envelope.namespace !== ENVELOPE) {
		throw new Error('VersionMismatch');
	}
	const body = childOf(envelope, 'Body');
	const [request, ...more] = body?.children ?? [];
	if (!request || more.length > 0 || body?.namespace !== ENVELOPE) {
		throw new Error('Wrong parameters');
	}
	if (!REQUESTS.has(request.name)) throw new Error(`Unknown method ${request.name}`);
	const pending = [...request.children];
	for (let next = pending.pop(); next; next = pending.pop()) {
		if (next.namespace !== request.namespace) throw new Error('Wrong parameters');
		pending.push(...next.children);
	}
	return request;
}

/** For what never reaches node-soap. */
function fault(faultstring: string): Answer {
	const content: Markup[] = [element('faultcode', 'SOAP-ENV:Client'), element('faultstring', faultstring)];
	const body = element('SOAP-ENV:Body', [element('SOAP-ENV:Fault', content)]);
	return {
		status: 500,
		body: xmlDocument(element('SOAP-ENV:Envelope', body, { 'xmlns:SOAP-ENV': ENVELOPE })),
	};
}
