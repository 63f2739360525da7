import { baseAddress } from '../../shared/http/address';
import type { VendorRequest } from '../../shared/http/types';
import { writeJson, type Json } from '../../shared/json/json';
import { credentialText } from '../../shared/n8n/credential';
import type { Session } from '../../shared/n8n/session';
import { openEnvelope, type ResponseData } from './failure';

/** One call of Axero's REST API. `path` is below `/api`, its ids encoded. */
export type AxeroCall = Readonly<{
	method: VendorRequest['method'];
	path: string;
	query?: VendorRequest['query'];
	body?: Json;
}>;

export type AxeroRequest = (call: AxeroCall) => Promise<ResponseData>;

/** Path ends that people paste along with the address of their site. */
export const PASTED_PATH = '/api';

export function axeroRequest({ credential, send }: Pick<Session, 'credential' | 'send'>): AxeroRequest {
	return async ({ method, path, query = [], body }) => {
		const base = baseAddress('Base URL', credentialText(credential, 'baseUrl'), PASTED_PATH);
		return openEnvelope(
			await send({
				method,
				url: `${base}/api${path}`,
				query,
				headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
				...(body === undefined ? {} : { body: writeJson(body) }),
			}),
		);
	};
}
