import { failed, type Failure, type FailureError } from '../../shared/failure';
import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, parseJson, scalarText, type Json } from '../../shared/json/json';

/** What an Axero call gives back when it went well. `total` counts all rows of a list, where Axero tells. */
export type Opened = Readonly<{ data: Json; total?: number }>;

/**
 * Opens the envelope {IsError, ResponseMessage, ResponseData, TotalRecords}: a 200 with IsError true is a refusal.
 * Source: "REST API: Update User Profile Fields"; the status codes from "Using the REST API".
 * @throws FailureError with Axero's own words
 */
export function openEnvelope(answer: VendorAnswer): Opened {
	const envelope = parseJson(answer.body);
	if (!isJsonObject(envelope)) throw noEnvelope(answer);

	const says = scalarText(envelope.ResponseMessage) ?? scalarText(envelope.Message) ?? '';
	if (answer.status === 401 || answer.status === 403) throw signIn(answer.status, says);
	if (envelope.IsError === true || (answer.status >= 400 && says)) throw failed(refusal(answer.status, says));
	if (envelope.IsError !== false || answer.status >= 400) throw noEnvelope(answer);
	const total = scalarText(envelope.TotalRecords);
	return { data: envelope.ResponseData ?? null, ...(total !== undefined && /^\d+$/.test(total) ? { total: Number(total) } : {}) };
}

function refusal(status: number, says: string): Failure {
	if (status === 429) return { kind: 'throttled', says: `Axero: ${says || 'too many requests'}` };
	return {
		kind: 'refused',
		status,
		says: `Axero: ${says || 'refused without a message'} (HTTP ${status})`,
		todo: 'Check who or what was chosen, and the field names: these are the labels that your site shows, with the same capitals and blanks.',
	};
}

function signIn(status: number, says: string): FailureError {
	return failed({
		kind: 'signIn',
		status,
		says: `Axero does not accept the credential (HTTP ${status}${says ? `: ${says.replace(/\.$/, '')}` : ''})`,
		todo:
			status === 401
				? 'Check the key or token, and whether the security level of the site still allows REST API keys.'
				: 'The role of the user behind this key needs REST API access and the right to do this.',
	});
}

function noEnvelope({ status, body }: VendorAnswer): FailureError {
	if (status === 401 || status === 403) return signIn(status, '');
	if (status === 429) return failed({ kind: 'throttled', says: 'Axero receives too many requests (HTTP 429)' });
	const got = /^\s*</.test(body) ? 'a web page' : 'something else';
	return failed({
		kind: 'unreadable',
		status,
		says: `Axero's API was expected, but the address answered with ${got} (HTTP ${status})`,
		todo: 'Check the base URL in the credential: it is the address of your intranet, like https://intranet.example.com',
	});
}
