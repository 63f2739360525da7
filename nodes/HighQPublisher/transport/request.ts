import { failed } from '../../shared/failure';
import { baseAddress } from '../../shared/http/address';
import { judged } from '../../shared/http/judged';
import type { VendorAnswer, VendorRequest } from '../../shared/http/types';
import { credentialText } from '../../shared/n8n/credential';
import type { Session } from '../../shared/n8n/session';
import { isGone, openAnswer, type Heard } from './failure';

/** One call of Publisher's API. `path` is below `/api/2`, its ids encoded; the body is in the same format as the answer. */
export type HighQCall = Readonly<{
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
	query?: VendorRequest['query'];
	mediaType: MediaType;
	body?: string;
	/** Set for a POST that can be sent twice without harm. */
	repeats?: true;
	/** Asked before it is sent again; see VendorRequest. */
	beforeRepeat?: () => Promise<void>;
}>;
export type MediaType = 'application/json' | 'application/xml';
export type HighQRequest = (call: HighQCall) => Promise<Heard>;

/**
 * Accept and Content-Type always say the format; refusals may come in the other one all the same.
 * Source: "Update User", HTTP Headers. @throws FailureError for everything that {@link openAnswer} refuses
 */
export function highqRequest({ credential, send }: Pick<Session, 'credential' | 'send'>): HighQRequest {
	const base = highqAddress(credential);
	return async ({ method, path, query = [], mediaType, body, repeats, beforeRepeat }) => {
		const answer = await send({
			method,
			url: `${base}/api/2${path}`,
			query,
			headers: { Accept: mediaType, ...(body === undefined ? {} : { 'Content-Type': mediaType }) },
			...(body === undefined ? {} : { body }),
			...(repeats ? { repeats } : {}),
			...(beforeRepeat ? { beforeRepeat } : {}),
		});
		if (method === 'DELETE' && isGone(answer)) return { kind: 'nobody', says: 'It is not there any more' };
		return method === 'GET' ? openAnswer(answer) : judged(answer, () => openWritten(answer));
	};
}

/** Nobody is there for a write of which a try got no answer: it may have been carried out. */
function openWritten(answer: VendorAnswer): Heard {
	const heard = openAnswer(answer);
	if (heard.kind === 'nobody' && answer.wasRepeated) throw failed({ kind: 'notFound', says: heard.says });
	return heard;
}

/**
 * Host and context path of the instance; a pasted `/api` or `/api/2` is dropped.
 * @throws FailureError `invalid`
 */
export function highqAddress(credential: Session['credential']): string {
	return baseAddress('Base URL', credentialText(credential, 'baseUrl'), '/api(/2)?');
}
