import { failed } from '../../shared/failure';
import { baseAddress } from '../../shared/http/address';
import { judged } from '../../shared/http/answers';
import { credentialText, type CredentialValues, type VendorAnswer, type VendorRequest, type WayOut } from '../../shared/http/types';
import { isJsonObject, jsonBody, parseJson, type JsonObject } from '../../shared/json/json';
import { isGone, notTheApi, openAnswer, type Answer } from './failure';
import { readXml, writeXml } from './xml';

export type Format = 'json' | 'xml';

/** A format of the wire: a document to text and back. */
type WireFormat = Readonly<{
	mediaType: string;
	/** @throws FailureError `invalid` for a character that the format can't carry */
	write: (document: JsonObject) => string;
	/** @returns undefined for anything that is no document; also @throws FailureError `unreadable`, where there is more to say */
	read: (body: string) => JsonObject | undefined;
}>;

/** Users are read and written in either; organisations and user groups in JSON alone. */
export const WIRE_FORMATS: Readonly<Record<Format, WireFormat>> = {
	json: {
		mediaType: 'application/json',
		write: jsonBody,
		read: (body) => {
			const value = parseJson(body);
			return isJsonObject(value) ? value : undefined;
		},
	},
	xml: { mediaType: 'application/xml', write: writeXml, read: readXml },
};

/** One call of Publisher's API. */
export type HighQCall = Pick<VendorRequest, 'method' | 'query' | 'one' | 'repeats' | 'beforeRepeat'> &
	Readonly<{
		/** Below `/api/2`, its ids encoded. */
		path: string;
		/** The whole document with its root. */
		body?: JsonObject;
	}>;

/** @returns an answer in XML as the JSON that says the same */
export type HighQRequest = (call: HighQCall) => Promise<Answer>;

/**
 * Calls the API in one format. Accept and Content-Type always say it; refusals may come in the other one all the same.
 * Source: "Update User", HTTP Headers.
 * @throws FailureError for everything that {@link openAnswer} refuses, `invalid` for a character that the format can't carry
 */
export function highqRequest({ credential, send }: WayOut, format: Format = 'json'): HighQRequest {
	const base = highqAddress(credential);
	const { mediaType, write, read } = WIRE_FORMATS[format];

	/** A body is read once, also to see whether it is a refusal; why it could not be read counts only where it is none. */
	const reading = (body: string): Readonly<{ document?: JsonObject | undefined; why?: unknown }> => {
		try {
			return { document: read(body) };
		} catch (why) {
			return { why };
		}
	};

	const open = (answer: VendorAnswer): Answer => {
		const { document, why } = reading(answer.body);
		const opened = openAnswer(answer, document);
		if (opened.kind === 'nobody' || answer.body.trim() === '') return opened;
		if (!document) throw why instanceof Error ? why : notTheApi(answer);
		return { ...opened, document, ...(format === 'json' ? { text: answer.body } : {}) };
	};

	/** Nobody is there for a write of which a try got no answer: it may have been carried out. */
	const openWritten = (answer: VendorAnswer): Answer => {
		const opened = open(answer);
		if (opened.kind === 'nobody' && answer.wasRepeated) throw failed({ kind: 'notFound', says: opened.says });
		return opened;
	};

	return async ({ path, body, ...call }) => {
		const { method } = call;
		const answer = await send({
			query: [],
			...call,
			url: `${base}/api/2${path}`,
			headers: { Accept: mediaType, ...(body === undefined ? {} : { 'Content-Type': mediaType }) },
			...(body === undefined ? {} : { body: write(body) }),
		});
		if (method === 'DELETE' && isGone(answer)) return { kind: 'nobody', says: 'It no longer exists' };
		return method === 'GET' ? open(answer) : judged(answer, () => openWritten(answer));
	};
}

/**
 * Host and context path of the instance; a pasted `/api` or `/api/2` is dropped.
 * @throws FailureError `invalid`
 */
export function highqAddress(credential: CredentialValues): string {
	return baseAddress('Base URL', credentialText(credential, 'baseUrl'), '/api(/2)?');
}
