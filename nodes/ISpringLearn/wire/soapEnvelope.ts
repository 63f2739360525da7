import { failed } from '../../shared/failure';
import type { VendorAnswer } from '../../shared/http/types';
import type { NonEmpty } from '../../shared/provisioning/types';
import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';
import { child, childText, parseXml, type XmlNode } from '../../shared/xml/parse';
import { SETTINGS } from './addresses';
import { assertNoErrorInside, documentIn, isWebPage, notTheApi, refusal, saidIn, speaksForItself, type RefusalWords } from './failure';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** What the pages print as the namespace of requests; they contradict each other. */
export const NAMESPACES = ['http://new.webservice.namespace', 'http://ispringlearn.com/go/services/api/soap'] as const;
export type Namespace = (typeof NAMESPACES)[number];

/** The element that the credential fills. Values can't hold it: their brackets are escaped. */
const UNSIGNED = /<credentials(?:\/>|>[^]*?<\/credentials>)/;

/** What a request holds after `credentials`. */
export type Content = readonly XmlElement[];

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
export const SOAP_HEADERS = { SOAPAction: '""', 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml' } as const;

/** The smallest call that reads. */
export function soapTest() {
	return { method: 'POST', headers: SOAP_HEADERS, body: envelope('GetUserProfileFieldsRequest', [], NAMESPACES[0]) } as const;
}

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

/** Also in what is no envelope. */
export const FAULT = /<([\w-]+:)?Fault[\s>]/;

/** What a SOAP answer holds: a result, or a Fault, which comes with 500 or with 200. */
export type SoapAnswer =
	Readonly<{ kind: 'result'; result: XmlNode }> | Readonly<{ kind: 'fault'; said: RefusalWords; wasRepeated?: true }>;

/** @throws FailureError `unreadable` for anything but an envelope with one of these results or a Fault */
export function openEnvelope(answer: VendorAnswer, resultNames: NonEmpty<string>): SoapAnswer {
	const { status, body, wasRepeated } = answer;
	const faultOf = (said: RefusalWords): SoapAnswer => ({ kind: 'fault', said, ...(wasRepeated ? { wasRepeated } : {}) });
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
		says: `iSpring's answer has no ${resultNames[0]}`,
		todo: 'Try the other "SOAP Namespace" under Options, Requests.',
	});
}

export function resultOf(answer: SoapAnswer): XmlNode {
	if (answer.kind === 'fault') throw failed(refusal(answer.said));
	return answer.result;
}

/** The children of that name. */
export function named({ children }: XmlNode, name: string): readonly XmlNode[] {
	return children.filter((one) => one.name === name);
}
