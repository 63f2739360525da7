import { failed } from '../../shared/failure';
import { judged } from '../../shared/http/answers';
import type { VendorAnswer, VendorRequest, WayOut } from '../../shared/http/types';
import type { NonEmpty } from '../../shared/provisioning/types';
import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';
import { child, childText, parseXml, type XmlNode } from '../../shared/xml/parse';
import { assertNoErrorInside, documentIn, isGone, isWebPage, notTheApi, refusal, saidIn, speaksForItself, type Said } from './failure';
import { SETTINGS, soapEndpoint } from './request';
import { isYes } from './userXml';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** What the pages print as the namespace of requests; they contradict each other. */
export const NAMESPACES = ['http://new.webservice.namespace', 'http://ispringlearn.com/go/services/api/soap'] as const;
export type Namespace = (typeof NAMESPACES)[number];

/** SOAP 1.1 demands the header, iSpring names no action: the empty one means the address itself (SOAP 1.1, section 6.1.1). */
export const SOAP_ACTION = { SOAPAction: '""' } as const;

/** The element that the credential fills. Values can't hold it: their brackets are escaped. */
const UNSIGNED = /<credentials(?:\/>|>[^]*?<\/credentials>)/;

/** A request of SOAP 1.1 on one line, with an empty `credentials` element at its beginning. */
export function envelope(name: string, members: readonly XmlElement[], namespace: Namespace): string {
	const request = { name, children: [{ name: 'credentials' }, ...members] };
	return buildXml({
		name: 'SOAP-ENV:Envelope',
		attributes: { 'xmlns:SOAP-ENV': ENVELOPE, xmlns: namespace },
		children: [{ name: 'SOAP-ENV:Body', children: [request] }],
	});
}

export const SOAP_HEADERS = { ...SOAP_ACTION, 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml' } as const;

/** The smallest call that reads. */
export const soapTest = {
	method: 'POST',
	headers: SOAP_HEADERS,
	body: envelope('GetUserProfileFieldsRequest', [], NAMESPACES[0]),
} as const;

/** Whether a request is one of {@link envelope}'s. */
export function isSoap(headers: Readonly<Record<string, unknown>> | undefined): boolean {
	return Boolean(headers?.SOAPAction);
}

/** Fills the `credentials` element, again when it was filled before: a renewed token replaces the old one. */
export function signedEnvelope<Body>(body: Body, credentials: Readonly<Record<string, string>>): Body | string {
	if (typeof body !== 'string') return body;
	const children = Object.entries(credentials).map(([name, value]) => textElement(name, value));
	const element = buildXml({ name: 'credentials', children }, { headless: true });
	return body.replace(UNSIGNED, () => element);
}

/** What a SOAP answer holds: a result, or a Fault, which comes with 500 or with 200. */
export type SoapAnswer = Readonly<{ kind: 'result'; result: XmlNode }> | Readonly<{ kind: 'fault'; said: Said; wasRepeated?: true }>;

/** @throws FailureError `unreadable` for anything but an envelope with one of these results or a Fault */
export function openEnvelope(answer: VendorAnswer, resultNames: NonEmpty<string>): SoapAnswer {
	const { status, body } = answer;
	if (speaksForItself(answer) && !/<([\w-]+:)?Fault[\s>]/.test(body))
		return { kind: 'fault', said: saidIn(answer, ''), ...(answer.wasRepeated ? { wasRepeated: true } : {}) };
	assertNoErrorInside(answer, documentIn(body));
	if (isWebPage(body) || body.trim() === '' || !body.includes('Envelope')) throw notTheApi(answer, SETTINGS.soap);

	const content = child(parseXml(body, ['Envelope']), 'Body');
	const fault = content && child(content, 'Fault');
	// A Fault is iSpring's own word under any status: as a server error it would pass for an outage.
	if (fault)
		return {
			kind: 'fault',
			said: { status: 200, words: (childText(fault, 'faultstring') ?? '').trim(), bySoap: true },
			...(answer.wasRepeated ? { wasRepeated: true } : {}),
		};

	const result = content && resultNames.map((name) => child(content, name)).find((one) => one !== undefined);
	if (result) return { kind: 'result', result };
	throw failed({
		kind: 'unreadable',
		status,
		says: `iSpring's answer holds no ${resultNames[0]}`,
		todo: 'Try the other "SOAP Namespace" in Options.',
	});
}

/** SOAP 1.1, signed in the body by the credential. */
export interface SoapClient {
	/** A result or a Fault. */
	readonly open: (method: string, members?: readonly XmlElement[], beforeRepeat?: VendorRequest['beforeRepeat']) => Promise<SoapAnswer>;
	/** @throws FailureError for a Fault */
	readonly call: (method: string, members?: readonly XmlElement[]) => Promise<XmlNode>;
	/** @throws FailureError for a Fault, and `refused` for a result that says no */
	readonly order: (
		method: string,
		members: readonly XmlElement[],
		otherwise: string,
		beforeRepeat?: VendorRequest['beforeRepeat'],
	) => Promise<void>;
	/** The same for a deletion, which has nothing left to do when an earlier try of it did it. */
	readonly remove: (method: string, members: readonly XmlElement[], otherwise: string) => Promise<void>;
	/** Makes a record and gives back the result with its ID. */
	readonly create: (method: string, members: readonly XmlElement[], idName: string) => Promise<Readonly<{ id: string; result: XmlNode }>>;
}

/** What only reads, though every call of SOAP is a POST. */
const READS = /^(Get|List)/;
/** What makes something new each time. */
const MAKES = /^Add/;
/** The Fault of a token that ended comes without a 401. */
const SIGN_IN_OVER = /<faultstring[^>]*>\s*authorization failed/i;
const FAULT = /<([\w-]+:)?Fault[\s>]/;

export function soapClient({ credential, send }: WayOut, namespace: Namespace): SoapClient {
	const open: SoapClient['open'] = async (method, members = [], beforeRepeat) => {
		// The page of changeUserStatus calls its result SuccessResult, in both capitals.
		const results = [`${method}Result`, 'SuccessResult', 'successResult'] as const;
		const body = envelope(`${method}Request`, members, namespace);
		const answer = await send({
			method: 'POST',
			url: soapEndpoint(credential),
			headers: SOAP_HEADERS,
			body,
			repeats: !MAKES.test(method),
			// A Fault comes with the status of a server that could not answer, and is iSpring's own word.
			isFinal: ({ body: said }) => FAULT.test(said),
			isSignInOver: ({ body: said }) => FAULT.test(said) && SIGN_IN_OVER.test(said),
			...(READS.test(method) ? { reads: true } : {}),
			...(beforeRepeat ? { beforeRepeat } : {}),
		});
		return openEnvelope(answer, results);
	};
	const call: SoapClient['call'] = async (method, members) => resultOf(await open(method, members));

	return {
		open,
		call,
		order: async (method, members, otherwise, beforeRepeat) => assertYes(await open(method, members, beforeRepeat), otherwise),
		remove: async (method, members, otherwise) => {
			const answer = await open(method, members);
			if (answer.kind === 'result' || !isGone(answer, answer.said.words)) assertYes(answer, otherwise);
		},
		create: async (method, members, idName) => {
			const result = await call(method, members);
			const id = childText(result, idName)?.trim();
			if (id) return { id, result };
			throw failed({
				kind: 'unreadable',
				status: 200,
				says: 'iSpring accepted the request, but its answer holds no ID',
				todo: 'Look in iSpring whether it was made before you run this again.',
			});
		},
	};
}

function assertYes(answer: SoapAnswer, otherwise: string): void {
	const result = judged(answer.kind === 'fault' ? answer : {}, () => resultOf(answer));
	if (!isYes(childText(result, 'success')))
		throw failed({ kind: 'refused', status: 200, says: `iSpring answered that ${otherwise} (success: false)` });
}

export function resultOf(answer: SoapAnswer): XmlNode {
	if (answer.kind === 'fault') throw failed(refusal(answer.said));
	return answer.result;
}

/** The children of that name. */
export function named({ children }: XmlNode, name: string): readonly XmlNode[] {
	return children.filter((one) => one.name === name);
}
