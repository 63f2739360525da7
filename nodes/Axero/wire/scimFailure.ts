import { failed, type FailureError } from '../../shared/failure';
import { retryAfter } from '../../shared/http/answers';
import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, parseJson, scalarText, type Json, type JsonObject } from '../../shared/json/json';

/** Where an administrator finds the token. Source: "Okta: SCIM Configuration Guide", comments of 2021. */
export const SCIM_PAGE = 'Control Panel > System > Single Sign On > SCIM User Provisioning';

/** What is known of a call before it is answered. */
export type ScimExpected = Readonly<{
	/** Whom or what it is about, as a refusal names it: `user 12`. */
	about: string;
	/** Whether it is about one user, who may be gone. */
	isUser?: boolean | undefined;
}>;

const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';
const OUTAGES: ReadonlySet<number> = new Set([502, 503, 504]);
const NO_PATCH: ReadonlySet<number> = new Set([405, 501]);
const MAY_SAY_NO_PATCH: ReadonlySet<number> = new Set([400, 404]);

/**
 * Opens an answer of Axero's SCIM service. That there is one is documented for Entra ID and Okta; what it answers is
 * assumed to be as RFC 7644 says, sections 3.4.2 and 3.12. A page for people, a 501 and a 404 that is no error of SCIM's
 * mean that it is not set up.
 * @returns undefined for an answer without a body
 * @throws FailureError with the service's own words
 */
export function openScim(answer: VendorAnswer, { about, isUser = false }: ScimExpected): JsonObject | undefined {
	const { status, body } = answer;
	const document = parseJson(body);
	const isGood = status >= 200 && status < 300;
	// Other controllers of Axero's say no with a 200.
	const saysNo = isJsonObject(document) && document.IsError === true;
	if (isGood && isJsonObject(document) && !isError(document) && !saysNo) return document;
	if (isGood && body.trim() === '') return undefined;

	const says = wordsIn(document);
	if (status === 401 || status === 403) throw signIn(status, says);
	if (status === 429) throw busy(answer, says);
	if (status === 404 && isUser && isError(document))
		throw failed({ kind: 'notFound', says: told(says || 'not found', answer, about), todo: GONE });
	if (status === 409 || status === 412) throw failed({ kind: 'conflict', says: told(says || 'changed meanwhile', answer, about) });
	if ((isGood && !saysNo) || status === 404 || status === 501) throw notSetUp(answer, says);
	throw failed({
		kind: 'refused',
		status,
		...(says === '' || OUTAGES.has(status) ? {} : { inOwnWords: true }),
		says: told(says || 'refused without a reason', answer, about),
		todo: `Axero documents its SCIM service for Entra ID and Okta only, so it may not take this request. Check ${SCIM_PAGE}.`,
	});
}

const GONE = 'The user existed a moment ago and may just have been deleted.';

/** Whether an answer turns PATCH away altogether. RFC 7644, section 3.5.2, leaves it to the service; the status for that is 501. */
export function lacksPatch({ status, body }: VendorAnswer): boolean {
	if (NO_PATCH.has(status)) return true;
	return MAY_SAY_NO_PATCH.has(status) && /\bpatch\b/i.test(body) && /not (supported|implemented|allowed|offered)|unsupported/i.test(body);
}

function isError(document: Json | undefined): boolean {
	return isJsonObject(document) && Array.isArray(document.schemas) && document.schemas.includes(ERROR_SCHEMA);
}

/** The `detail` of RFC 7644; other controllers of Axero's say it as `ResponseMessage` or `Message`. */
function wordsIn(document: Json | undefined): string {
	if (!isJsonObject(document)) return '';
	return [document.detail, document.ResponseMessage, document.Message].map(scalarText).find((text) => text) ?? '';
}

function told(says: string, { status }: VendorAnswer, about: string): string {
	// A 200 that says no is told by its words alone.
	const remarks = [status === 200 ? undefined : `HTTP ${status}`, about].filter(Boolean).join(', ');
	return `Axero's SCIM service: ${says.replace(/\.$/, '')} (${remarks})`;
}

function signIn(status: number, says: string): FailureError {
	return failed({
		kind: 'signIn',
		status,
		says: `Axero's SCIM service rejected the SCIM token (HTTP ${status}${says ? `: ${says.replace(/\.$/, '')}` : ''})`,
		todo: `Copy the token from ${SCIM_PAGE} into SCIM Token in the credential. It is not the REST API token.`,
	});
}

function busy(answer: VendorAnswer, says: string): FailureError {
	return failed({
		kind: 'throttled',
		...retryAfter(answer),
		says: `Axero's SCIM service: ${says || 'too many requests (HTTP 429)'}`,
		todo: 'Lower "Concurrency" under Options, Requests.',
	});
}

function notSetUp({ status, body }: VendorAnswer, says: string): FailureError {
	const got = says === '' ? (/^\s*</.test(body) ? 'a web page' : 'something else') : `"${says.replace(/\.$/, '')}"`;
	return failed({
		kind: 'unreadable',
		status,
		says: `SCIM is not set up on this site: its address answered with ${got} (HTTP ${status})`,
		todo: `Set it up under ${SCIM_PAGE}, or remove SCIM Token from the credential. All that needs no SCIM goes on working.`,
	});
}
