import { failed } from '../../shared/failure';
import { baseAddress } from '../../shared/http/address';
import { judged } from '../../shared/http/answers';
import { credentialText, type VendorRequest, type WayOut } from '../../shared/http/types';
import { isJsonObject, jsonBody, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { openEnvelope, type Expected, type Opened } from './failure';

/** One call of Axero's REST API. `path` is below `/api`, its ids encoded. */
export type AxeroCall = Expected &
	Readonly<{
		method: VendorRequest['method'];
		path: string;
		query?: VendorRequest['query'];
		body?: Json;
		/** Set for a POST that can be sent twice without harm. */
		repeats?: true;
	}>;

export type AxeroRequest = (call: AxeroCall) => Promise<Opened>;

/** Path ends that people paste along with the address of their site. */
export const PASTED_PATH = '/api';

export function axeroRequest({ credential, send }: WayOut): AxeroRequest {
	return async ({ method, path, query = [], body, repeats, ...expected }) => {
		const base = baseAddress('Base URL', credentialText(credential, 'baseUrl'), PASTED_PATH);
		const answer = await send({
			method,
			url: `${base}/api${path}`,
			query,
			headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
			...(body === undefined ? {} : { body: jsonBody(body) }),
			...(repeats ? { repeats } : {}),
		});
		const open = (): Opened => openEnvelope(answer, expected);
		return method === 'GET' ? open() : judged(answer, open);
	};
}

/**
 * Reads rows: ResponseData is a list of objects, or the answer is one whose rows all have the ID that is theirs.
 * @throws FailureError `unreadable` for anything else: an answer that can't be read must not pass for "nobody"
 */
export async function readRows(
	request: AxeroRequest,
	{ idName, ...call }: Omit<AxeroCall, 'bare'> & Readonly<{ idName: string }>,
): Promise<Readonly<{ rows: readonly JsonObject[]; total?: number }>> {
	const bare = (answer: Json): boolean =>
		Array.isArray(answer) && (answer.length === 0 || answer.some((row) => isJsonObject(row) && scalarText(row[idName])));
	const { data, ...rest } = await request({ ...call, bare });
	// What is no record stays a row, without an ID: it has to be told of.
	if (Array.isArray(data) && (data.length === 0 || data.some(isJsonObject)))
		return { rows: data.map((row) => (isJsonObject(row) ? row : {})), ...rest };
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero was asked for a list (${call.path}) and gave something else`,
		todo: 'Your version of Axero may answer differently from the one that this node knows.',
	});
}
