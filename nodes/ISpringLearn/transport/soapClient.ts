import { failed } from '../../shared/failure';
import { judged } from '../../shared/http/judged';
import type { VendorRequest, WayOut } from '../../shared/http/types';
import type { XmlElement } from '../../shared/xml/build';
import { childText, type XmlNode } from '../../shared/xml/parse';
import { envelope, openEnvelope, SOAP_HEADERS, type Namespace, type Opened } from './envelope';
import { isGone, refusal } from './failure';
import { soapEndpoint } from './request';
import { isYes } from './userXml';

/** SOAP 1.1, signed in the body by the credential. */
export interface SoapClient {
	/** A result or a Fault. */
	readonly open: (method: string, members?: readonly XmlElement[], beforeRepeat?: VendorRequest['beforeRepeat']) => Promise<Opened>;
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
			const opened = await open(method, members);
			if (opened.kind === 'result' || !isGone(opened, opened.said.words)) assertYes(opened, otherwise);
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

function assertYes(opened: Opened, otherwise: string): void {
	const result = judged(opened.kind === 'fault' ? opened : {}, () => resultOf(opened));
	if (!isYes(childText(result, 'success')))
		throw failed({ kind: 'refused', status: 200, says: `iSpring answered that ${otherwise} (success: false)` });
}

export function resultOf(opened: Opened): XmlNode {
	if (opened.kind === 'fault') throw failed(refusal(opened.said));
	return opened.result;
}

/** The children of that name. */
export function named({ children }: XmlNode, name: string): readonly XmlNode[] {
	return children.filter((one) => one.name === name);
}
