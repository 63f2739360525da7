import { failed } from '../../shared/failure';
import type { VendorAnswer } from '../../shared/http/types';
import type { NonEmpty } from '../../shared/provisioning/types';
import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';
import { child, childText, parseXml, type XmlNode } from '../../shared/xml/parse';
import { assertNoErrorInside, documentIn, isWebPage, noApi, saidIn, speaksForItself, type Said } from './failure';
import { SETTINGS } from './request';

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
export type Opened = Readonly<{ kind: 'result'; result: XmlNode }> | Readonly<{ kind: 'fault'; said: Said; wasRepeated?: true }>;

/** @throws FailureError `unreadable` for anything but an envelope with one of these results or a Fault */
export function openEnvelope(answer: VendorAnswer, resultNames: NonEmpty<string>): Opened {
	const { status, body } = answer;
	if (speaksForItself(answer) && !/<([\w-]+:)?Fault[\s>]/.test(body))
		return { kind: 'fault', said: saidIn(answer, ''), ...(answer.wasRepeated ? { wasRepeated: true } : {}) };
	assertNoErrorInside(answer, documentIn(body));
	if (isWebPage(body) || body.trim() === '' || !body.includes('Envelope')) throw noApi(answer, SETTINGS.soap);

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
