import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Server, createServerless } from 'soap';
import type { Routes } from '../http/server';
import { bodyText, mediaType } from '../http/wire';
import { type Markup, childOf, element, parseXml, xmlDocument } from '../http/xml';
import type { Store } from '../store';
import type { ISpringPerson } from './people';
import type { ISpringSignIn } from './signIn';
import { type IdStyle, soapMethods } from './soapMethods';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const TEMPLATE = readFileSync(join(__dirname, 'service.wsdl'), 'utf8');

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

/** SOAP 1.1 on node-soap, one service per namespace. Envelope and namespaces are checked before it sees a request. */
export async function ispringSoapRoutes(
	store: Store<ISpringPerson>,
	signIn: ISpringSignIn,
	url: () => string,
): Promise<Routes> {
	const services = new Map<string, Server>();
	for (const [namespace, style] of Object.entries(NAMESPACES)) {
		services.set(namespace, await service(namespace, soapMethods(store, signIn, style)));
	}

	return (scope) => {
		for (const [path, namespace] of Object.entries(PATHS)) {
			scope.get(path, async (_request, reply) => {
				const wsdl = TEMPLATE.replaceAll('{namespace}', namespace).replaceAll('{location}', url());
				return reply.type('text/xml; charset=utf-8').send(wsdl);
			});
			scope.post(path, async (request, reply) => {
				// SOAP 1.1 names no other type.
				if (mediaType(request) !== 'text/xml')
					return reply.code(415).send('Unsupported Media Type');
				const answer = await answerTo(() => bodyText(request), services);
				return reply.code(answer.status).type('text/xml; charset=utf-8').send(answer.body);
			});
		}
	};
}

async function service(
	namespace: string,
	methods: ReturnType<typeof soapMethods>,
): Promise<Server> {
	return new Promise((resolve, reject) => {
		const ready = (error: unknown, server: Server): void => {
			if (error) reject(new Error(`The sandbox's WSDL doesn't load: ${String(error)}`));
			else resolve(server);
		};
		void createServerless({
			path: '/',
			services: { UserService: { UserPort: methods } },
			xml: TEMPLATE.replaceAll('{namespace}', namespace).replaceAll(
				'{location}',
				'http://127.0.0.1/',
			),
			envelopeKey: 'SOAP-ENV',
			// Without this, blanks at the ends of a value would be lost.
			preserveWhitespace: true,
			suppressStack: true,
			callback: ready,
		}).catch(reject);
	});
}

interface Answer {
	readonly status: number;
	readonly body: string;
}

async function answerTo(
	read: () => string,
	services: ReadonlyMap<string, Server>,
): Promise<Answer> {
	let text: string;
	let namespace: string;
	try {
		text = read();
		namespace = requestNamespace(text);
	} catch (error) {
		return fault(error instanceof Error ? error.message : String(error));
	}
	const server = services.get(namespace);
	if (!server) return fault(`Unknown namespace ${namespace}`);
	// The pages name no SOAPAction, so it decides nothing: the body's element does.
	const { statusCode, body } = await server.processRequest(text, {
		method: 'POST',
		headers: {},
		url: '/',
	});
	return { status: statusCode, body };
}

/** Throws unless this is one SOAP 1.1 request whose elements are all in the same namespace. */
function requestNamespace(text: string): string {
	const envelope = parseXml(text);
	if (envelope.name !== 'Envelope' || envelope.namespace !== ENVELOPE)
		throw new Error('VersionMismatch');
	const body = childOf(envelope, 'Body');
	const [request, ...more] = body?.children ?? [];
	if (!request || more.length > 0 || body?.namespace !== ENVELOPE)
		throw new Error('Wrong parameters');
	const pending = [...request.children];
	for (let next = pending.pop(); next; next = pending.pop()) {
		if (next.namespace !== request.namespace) throw new Error('Wrong parameters');
		pending.push(...next.children);
	}
	if (
		!TEMPLATE.includes(`<xs:element name="${request.name}">`) ||
		!request.name.endsWith('Request')
	) {
		throw new Error(`Unknown method ${request.name}`);
	}
	return request.namespace;
}

/** For what never reaches node-soap. */
function fault(faultstring: string): Answer {
	const content: Markup[] = [
		element('faultcode', 'SOAP-ENV:Client'),
		element('faultstring', faultstring),
	];
	const body = element('SOAP-ENV:Body', [element('SOAP-ENV:Fault', content)]);
	return {
		status: 500,
		body: xmlDocument(element('SOAP-ENV:Envelope', body, { 'xmlns:SOAP-ENV': ENVELOPE })),
	};
}
