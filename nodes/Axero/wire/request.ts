import { baseAddress } from '../../shared/http/address';
import { judged } from '../../shared/http/answers';
import { credentialText, type VendorRequest, type WayOut } from '../../shared/http/types';
import { jsonBody, type Json } from '../../shared/json/json';
import { openEnvelope, type Expected, type AxeroAnswer } from './failure';

/** One call of Axero's REST API. `path` is below `/api`, its ids encoded. */
export type AxeroCall = Expected &
	Readonly<{
		method: VendorRequest['method'];
		path: string;
		query?: VendorRequest['query'];
		body?: Json;
		one?: VendorRequest['one'];
		/** Set for a POST that can be sent twice without harm. */
		repeats?: true;
	}>;

export type AxeroRequest = (call: AxeroCall) => Promise<AxeroAnswer>;

/** Path ends that people paste along with the address of their site. */
export const PASTED_PATH = '/api(/scim/v2)?';

export function axeroRequest({ credential, send }: WayOut): AxeroRequest {
	return async ({ method, path, query = [], body, one, repeats, ...expected }) => {
		const base = baseAddress('Base URL', credentialText(credential, 'baseUrl'), PASTED_PATH);
		const answer = await send({
			method,
			url: `${base}/api${path}`,
			query,
			headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
			...(body === undefined ? {} : { body: jsonBody(body) }),
			...(one ? { one } : {}),
			...(repeats ? { repeats } : {}),
		});
		const open = (): AxeroAnswer => openEnvelope(answer, expected);
		return method === 'GET' ? open() : judged(answer, open);
	};
}
