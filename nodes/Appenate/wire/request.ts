import { judged } from '../../shared/http/answers';
import type { VendorRequest, WayOut } from '../../shared/http/types';
import { jsonNumber, type JsonObject } from '../../shared/json/json';
import { companyKeys, serviceAddress } from './credential';
import { assertAcknowledged, isFinal, isGone, openAnswer } from './failure';
import { WIRE_FORMATS, type Format } from './formats';

/** One call of the API, version 2. `path` is below `/api/v2`. */
type AppenateCall = Readonly<
	| { method: 'GET' | 'DELETE'; path: string; query: NonNullable<VendorRequest['query']> }
	| { method: 'POST' | 'PUT'; path: string; body: JsonObject; beforeRepeat?: () => Promise<void> } // `body`: without what signs the request
>;

/** @returns the response DTO; an XML one as its JSON twin */
export type AppenateRequest = (call: AppenateCall) => Promise<JsonObject>;

/**
 * Calls the API in one format. Content-Type, Accept and `format` all go along: without a Content-Type a
 * body is taken for XML, and either of the other two alone is not promised to decide on the answer.
 * Source: "General Information". POST and PUT are signed here, in their body; GET and DELETE by the credential,
 * in their query.
 */
export function appenateRequest({ credential, send }: WayOut, format: Format): AppenateRequest {
	const { name, mediaType, write, read } = WIRE_FORMATS[format];

	const signed = (body: JsonObject): string => {
		const { companyId, integrationKey } = companyKeys(credential);
		return write({ ...body, CompanyId: jsonNumber(companyId), IntegrationKey: integrationKey });
	};

	let hasRead = false;

	return async (call) => {
		const answer = await send({
			method: call.method,
			url: `${serviceAddress(credential)}/api/v2${call.path}`,
			query: [['format', name], ...('query' in call ? call.query : [])],
			headers: { Accept: mediaType, 'Content-Type': mediaType },
			...('body' in call ? { body: signed(call.body) } : {}),
			...('beforeRepeat' in call ? { beforeRepeat: call.beforeRepeat } : {}),
			isFinal: (came) => isFinal(came, { read }),
		});
		if (call.method === 'DELETE' && isGone(answer, { read })) return {};
		const open = (): JsonObject => openAnswer(answer, { read, hasRead: hasRead && call.method !== 'GET' });
		const dto = call.method === 'GET' ? open() : judged(answer, open);
		hasRead ||= call.method === 'GET';
		if (call.method === 'DELETE') assertAcknowledged(dto);
		return dto;
	};
}
