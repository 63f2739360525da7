import { judged } from '../../shared/http/answers';
import { markOf } from '../../shared/http/pages';
import type { VendorAnswer, VendorRequest, WayOut } from '../../shared/http/types';
import { jsonNumber, type JsonObject } from '../../shared/json/json';
import { companyKeys, serviceAddress } from './credential';
import { assertAcknowledged, isFinal, isGone, openAnswer } from './failure';
import { WIRE_FORMATS, type Format } from './formats';

/** One call of the API, version 2. `path` is below `/api/v2`. */
type AppenateCall = Readonly<
	| { method: 'GET' | 'DELETE'; path: string; query: NonNullable<VendorRequest['query']>; one?: true }
	| { method: 'POST' | 'PUT'; path: string; body: JsonObject; beforeRepeat?: () => Promise<void> } // `body`: without what signs the request
>;

/** An answer that waits to be opened. `open` @throws FailureError with Appenate's own words */
type UnopenedAnswer = Readonly<{ mark: () => string; open: () => JsonObject }>;

type Query = Extract<AppenateCall, Readonly<{ query: unknown }>>['query'];

export type AppenateRequest = {
	/** @returns the response DTO; an XML one as its JSON twin */
	(call: AppenateCall): Promise<JsonObject>;
	readonly unopened: (path: string, query: Query) => Promise<UnopenedAnswer>;
};

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

	const answerTo = async (call: AppenateCall, how: Pick<VendorRequest, 'waits'> = {}): Promise<VendorAnswer> =>
		await send({
			method: call.method,
			url: `${serviceAddress(credential)}/api/v2${call.path}`,
			query: [['format', name], ...('query' in call ? call.query : [])],
			headers: { Accept: mediaType, 'Content-Type': mediaType },
			...('body' in call ? { body: signed(call.body) } : {}),
			...('beforeRepeat' in call ? { beforeRepeat: call.beforeRepeat } : {}),
			...('one' in call ? { one: call.one } : {}),
			isFinal: (came) => isFinal(came, { read }),
			...how,
		});

	const asRead = (answer: VendorAnswer): JsonObject => {
		const dto = openAnswer(answer, { read });
		hasRead = true;
		return dto;
	};

	const request = async (call: AppenateCall): Promise<JsonObject> => {
		const answer = await answerTo(call);
		if (call.method === 'GET') return asRead(answer);
		if (call.method === 'DELETE' && isGone(answer, { read })) return {};
		const dto = judged(answer, () => openAnswer(answer, { read, hasRead }));
		if (call.method === 'DELETE') assertAcknowledged(dto);
		return dto;
	};

	return Object.assign(request, {
		unopened: async (path: string, query: Query): Promise<UnopenedAnswer> => {
			const answer = await answerTo({ method: 'GET', path, query }, { waits: true });
			return { mark: () => markOf(answer), open: () => asRead(answer) };
		},
	});
}
