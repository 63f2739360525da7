import { failed, type FailureError } from '../../shared/failure';
import { retryAfter } from '../../shared/http/answers';
import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, parseJson, scalarText, type Json } from '../../shared/json/json';

/** What an Axero call gives back when it went well. `total` counts all rows of a list, where Axero tells. */
export type AxeroAnswer = Readonly<{ data: Json; total?: number }>;

/** What is known of a call before it is answered. */
export type Expected = Readonly<{
	/** Whom or what it is about, as a refusal names it: `user 12`. */
	about?: string | undefined;
	/**
	 * Whether an answer without the envelope is Axero's own, by what has to stand in it. Left out, there is none:
	 * anything between n8n and Axero answers in JSON too, and says no with a 200.
	 */
	bare?: (answer: Json) => boolean;
}>;

/**
 * Opens the envelope {IsError, ResponseMessage, ResponseData, TotalRecords}: a 200 with IsError true is a refusal.
 * Newer controllers answer the object or the list itself.
 * Source: "REST API: Update User Profile Fields"; the status codes from "Using the REST API".
 * @throws FailureError with Axero's own words
 */
export function openEnvelope(answer: VendorAnswer, { about, bare }: Expected = {}): AxeroAnswer {
	const { status, body } = answer;
	const document = parseJson(body);
	if (document !== undefined && isBare(document) && status >= 200 && status < 300 && bare?.(document)) return { data: document };
	if (!isJsonObject(document)) throw notTheApi(answer);

	const says = scalarText(document.ResponseMessage) ?? scalarText(document.Message) ?? '';
	if (status === 401 || (status === 403 && !says)) throw signIn(status, says);
	if (status === 429) throw busy(answer, says);
	if (document.IsError === true || (status >= 400 && says)) throw refused(status, says, { isOwn: document.IsError === true, about });
	if (document.IsError !== false || status >= 400) throw notTheApi(answer);
	const total = scalarText(document.TotalRecords);
	return { data: document.ResponseData ?? null, ...(total !== undefined && /^\d+$/.test(total) ? { total: Number(total) } : {}) };
}

function isBare(document: Json): boolean {
	return Array.isArray(document) || (isJsonObject(document) && document.IsError === undefined && document.ResponseData === undefined);
}

const RIGHTS = 'The role of the user behind this key needs REST API access and permission to do this.';

/** What comes with them is an outage, whoever puts it into words. Source: RFC 9110, sections 15.6.3 to 15.6.5. */
const OUTAGES: ReadonlySet<number> = new Set([502, 503, 504]);

/** With words, a 403 is about what was asked for, such as one user: the next one may be allowed. */
function refused(status: number, says: string, { isOwn, about }: Readonly<{ isOwn: boolean; about: string | undefined }>): FailureError {
	// A 200 that says no is told by its words alone.
	const remarks = [status === 200 ? undefined : `HTTP ${status}`, about].filter(Boolean).join(', ');
	return failed({
		kind: 'refused',
		status,
		...(isOwn && !OUTAGES.has(status) ? { inOwnWords: true } : {}),
		says: `Axero: ${says || 'refused without a reason'}${remarks && ` (${remarks})`}`,
		todo:
			status === 403 ? RIGHTS : 'Check the chosen user or space, and the field names: they are the labels exactly as shown on your site.',
	});
}

function busy(answer: VendorAnswer, says: string): FailureError {
	return failed({
		kind: 'throttled',
		...retryAfter(answer),
		says: `Axero: ${says || 'too many requests (HTTP 429)'}`,
		todo: 'Lower "Concurrency" under Options, Requests.',
	});
}

function signIn(status: number, says: string): FailureError {
	return failed({
		kind: 'signIn',
		status,
		says: `Axero rejected the credential (HTTP ${status}${says ? `: ${says.replace(/\.$/, '')}` : ''})`,
		todo: status === 401 ? "Check the key or token, and whether the site's security level still allows REST API keys." : RIGHTS,
	});
}

function notTheApi(answer: VendorAnswer): FailureError {
	const { status, body } = answer;
	if (status === 401 || status === 403) return signIn(status, '');
	if (status === 429) return busy(answer, '');
	const got = /^\s*</.test(body) ? 'a web page' : 'something else';
	return failed({
		kind: 'unreadable',
		status,
		says: `This is not Axero's API: the address answered with ${got} (HTTP ${status})`,
		todo: 'Check the base URL in the credential. It is the address of your intranet, like https://intranet.example.com',
	});
}

/** An answer about somebody else than the one who was asked for. */
export function somebodyElse(asked: string, shown: string): FailureError {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero was asked for ${asked} and answered with ${shown}`,
		todo: 'Run this item again. If it happens again, something between n8n and Axero mixes up answers.',
		unwritten: true,
	});
}
