import { failed } from '../../shared/failure';
import { baseAddress } from '../../shared/http/address';
import { judged } from '../../shared/http/answers';
import { credentialText, type CredentialValues, type VendorAnswer, type VendorRequest, type WayOut } from '../../shared/http/types';
import type { JsonObject } from '../../shared/json/json';
import { isGone, noApi, openAnswer, type Answer } from './failure';
import { WIRE_FORMATS, type Format } from './format';

/** One call of Publisher's API. `path` is below `/api/2`, its ids encoded. */
export type HighQCall = Readonly<{
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
	query?: VendorRequest['query'];
	/** The whole document with its root. */
	body?: JsonObject;
	/** Set for a POST that can be sent twice without harm. */
	repeats?: true;
	/** Asked before it is sent again; see VendorRequest. */
	beforeRepeat?: () => Promise<void>;
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

	const open = (answer: VendorAnswer): Answer => {
		const opened = openAnswer(answer);
		if (opened.kind === 'nobody' || answer.body.trim() === '') return opened;
		const document = read(answer.body);
		if (!document) throw noApi(answer);
		return { ...opened, document };
	};

	/** Nobody is there for a write of which a try got no answer: it may have been carried out. */
	const openWritten = (answer: VendorAnswer): Answer => {
		const opened = open(answer);
		if (opened.kind === 'nobody' && answer.wasRepeated) throw failed({ kind: 'notFound', says: opened.says });
		return opened;
	};

	return async ({ method, path, query = [], body, repeats, beforeRepeat }) => {
		const answer = await send({
			method,
			url: `${base}/api/2${path}`,
			query,
			headers: { Accept: mediaType, ...(body === undefined ? {} : { 'Content-Type': mediaType }) },
			...(body === undefined ? {} : { body: write(body) }),
			...(repeats ? { repeats } : {}),
			...(beforeRepeat ? { beforeRepeat } : {}),
		});
		if (method === 'DELETE' && isGone(answer)) return { kind: 'nobody', says: 'It is not there any more' };
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
