import { failed } from '../../shared/failure';
import { judged } from '../../shared/http/answers';
import type { VendorAnswer, VendorRequest, WayOut } from '../../shared/http/types';
import type { NonEmpty } from '../../shared/provisioning/types';
import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';
import { child, childText, parseXml, type XmlNode } from '../../shared/xml/parse';
import {
	assertNoErrorInside,
	documentIn,
	isGone,
	isWebPage,
	noId,
	notTheApi,
	refusal,
	saidIn,
	speaksForItself,
	type Said,
} from './failure';
import { SETTINGS, soapEndpoint } from './addresses';
import { isYes } from './xmlRecords';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** What the pages print as the namespace of requests; they contradict each other. */
export const NAMESPACES = ['http://new.webservice.namespace', 'http://ispringlearn.com/go/services/api/soap'] as const;
export type Namespace = (typeof NAMESPACES)[number];

/** The element that the credential fills. Values can't hold it: their brackets are escaped. */
const UNSIGNED = /<credentials(?:\/>|>[^]*?<\/credentials>)/;

/** What a request holds after `credentials`. */
type Content = readonly XmlElement[];

/** A request of SOAP 1.1 on one line, with an empty `credentials` element at its beginning. */
export function envelope(name: string, content: Content, namespace: Namespace): string {
	const request = { name, children: [{ name: 'credentials' }, ...content] };
	return buildXml({
		name: 'SOAP-ENV:Envelope',
		attributes: { 'xmlns:SOAP-ENV': ENVELOPE, xmlns: namespace },
		children: [{ name: 'SOAP-ENV:Body', children: [request] }],
	});
}

/** SOAP 1.1 demands the action, iSpring names none: the empty one means the address itself (SOAP 1.1, section 6.1.1). */
const SOAP_HEADERS = { SOAPAction: '""', 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml' } as const;

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

const FAULT = /<([\w-]+:)?Fault[\s>]/;

/** What a SOAP answer holds: a result, or a Fault, which comes with 500 or with 200. */
export type SoapAnswer = Readonly<{ kind: 'result'; result: XmlNode }> | Readonly<{ kind: 'fault'; said: Said; wasRepeated?: true }>;

/** @throws FailureError `unreadable` for anything but an envelope with one of these results or a Fault */
export function openEnvelope(answer: VendorAnswer, resultNames: NonEmpty<string>): SoapAnswer {
	const { status, body, wasRepeated } = answer;
	const faultOf = (said: Said): SoapAnswer => ({ kind: 'fault', said, ...(wasRepeated ? { wasRepeated } : {}) });
	if (speaksForItself(answer) && !FAULT.test(body)) return faultOf(saidIn(answer, ''));
	assertNoErrorInside(answer, documentIn(body));
	if (isWebPage(body) || body.trim() === '' || !body.includes('Envelope')) throw notTheApi(answer, SETTINGS.soap);

	const content = child(parseXml(body, ['Envelope']), 'Body');
	const fault = content && child(content, 'Fault');
	// A Fault is iSpring's own word under any status: as a server error it would pass for an outage.
	if (fault) return faultOf({ status: 200, words: (childText(fault, 'faultstring') ?? '').trim(), bySoap: true });

	const result = content && resultNames.map((name) => child(content, name)).find((one) => one !== undefined);
	if (result) return { kind: 'result', result };
	throw failed({
		kind: 'unreadable',
		status,
		says: `iSpring's answer holds no ${resultNames[0]}`,
		todo: 'Try the other "SOAP Namespace" in Options.',
	});
}

/** What only reads, though every call of SOAP is a POST. */
const READS = /^(Get|List)/;
/** What makes something new each time. */
const MAKES = /^Add/;
/** The Fault of a token that ended comes without a 401. */
const SIGN_IN_OVER = /<faultstring[^>]*>\s*authorization failed/i;

/** SOAP 1.1, signed in the body by the credential. */
export function soapClient({ credential, send }: WayOut, namespace: Namespace) {
	/** A result or a Fault. */
	const open = async (method: string, content: Content = [], beforeRepeat?: VendorRequest['beforeRepeat']): Promise<SoapAnswer> => {
		const answer = await send({
			method: 'POST',
			url: soapEndpoint(credential),
			headers: SOAP_HEADERS,
			body: envelope(`${method}Request`, content, namespace),
			repeats: !MAKES.test(method),
			// A Fault comes with the status of a server that could not answer, and is iSpring's own word.
			isFinal: ({ body }) => FAULT.test(body),
			isSignInOver: ({ body }) => FAULT.test(body) && SIGN_IN_OVER.test(body),
			...(READS.test(method) ? { reads: true } : {}),
			...(beforeRepeat ? { beforeRepeat } : {}),
		});
		// The page of changeUserStatus calls its result SuccessResult, in both capitals.
		return openEnvelope(answer, [`${method}Result`, 'SuccessResult', 'successResult']);
	};
	/** @throws FailureError for a Fault */
	const call = async (method: string, content?: Content): Promise<XmlNode> => resultOf(await open(method, content));

	return {
		open,
		call,
		/** @throws FailureError for a Fault, and `refused` for a result that says no */
		order: async (method: string, content: Content, otherwise: string, beforeRepeat?: VendorRequest['beforeRepeat']): Promise<void> =>
			assertYes(await open(method, content, beforeRepeat), otherwise),
		/** The same for a deletion, which has nothing left to do when an earlier try of it did it. */
		remove: async (method: string, content: Content, otherwise: string): Promise<void> => {
			const answer = await open(method, content);
			if (answer.kind === 'result' || !isGone(answer, answer.said.words)) assertYes(answer, otherwise);
		},
		/** Makes a record and gives back the result with its ID. */
		create: async (method: string, content: Content, idName: string): Promise<Readonly<{ id: string; result: XmlNode }>> => {
			const result = await call(method, content);
			const id = childText(result, idName)?.trim();
			if (!id) throw noId({ status: 200 });
			return { id, result };
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
