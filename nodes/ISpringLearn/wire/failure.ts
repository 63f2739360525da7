import { failed, type Failure, type FailureError } from '../../shared/failure';
import { retryAfter } from '../../shared/http/answers';
import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, parseJson, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { childText, parseXml } from '../../shared/xml/parse';

/** A refusal, whichever protocol carried it: `message` of a JSON answer, text of a status line, `faultstring` of a SOAP Fault. */
export type RefusalWords = Readonly<{ status: number; words: string; retryAfterMs?: number; bySoap?: true }>;

/** These words, and how long the answer asks to wait. */
export function saidIn(answer: VendorAnswer, words: string): RefusalWords {
	return { status: answer.status, words, ...retryAfter(answer) };
}

type Row = Readonly<{
	status?: number;
	words?: RegExp;
	kind: 'signIn' | 'notFound' | 'refused' | 'throttled';
	todo: string;
	/** It is the credential that lacks a right. */
	forbidden?: true;
}>;

const TAKEN = 'Another user has this value. Logins and email addresses must be unique in an account.';
const RIGHTS = "the credential's user must be an account owner or administrator, or an administrator of the user's department.";

const WRONG_PARAMETERS: Row = {
	status: 400,
	words: /^wrong parameters/i,
	kind: 'refused',
	todo: "Check the names and values of the fields. Every required field of the account needs a value; a country is given as its number in the account's list.",
};

/**
 * What iSpring's refusals mean. Its words say more than a status: the oldest pages answer 403 for an address that is
 * taken and for a plan that is full, where later ones say 409.
 * Sources: OpenAPI (ErrorResponse), "Updating User Profile" of the older REST API and of SOAP, "Possible Errors" of SOAP,
 * "Add User" of the oldest REST API.
 */
const REFUSALS: readonly Row[] = [
	{
		status: 401,
		words: /^authorization failed/i,
		kind: 'signIn',
		todo: 'Check the credential, and that its account URL or region belongs to the account.',
	},
	{ words: /^unknown user\b/i, kind: 'notFound', todo: 'Check that the user still exists.' },
	{ words: /^unknown (department|group)\b/i, kind: 'refused', todo: 'Check the selected department or group, and the IDs.' },
	{ words: /^account subscription expired/i, kind: 'refused', todo: 'The account needs a plan with API access.' },
	{
		words: /must be unique|already registered|^duplicated (e-?mail|login)/i,
		kind: 'refused',
		todo: TAKEN,
	},
	{ words: /^number of user accounts is exceeded/i, kind: 'refused', todo: "The account's plan has no users left." },
	{ words: /^a group with a given name already exists/i, kind: 'refused', todo: 'Choose another name.' },
	{
		words: /^can.t add user into group from another organization/i,
		kind: 'refused',
		todo: 'The user and the group must belong to the same organization.',
	},
	{ status: 409, kind: 'refused', todo: TAKEN },
	{ words: /^permission denied/i, kind: 'refused', todo: `T${RIGHTS.slice(1)}`, forbidden: true },
	{ status: 403, kind: 'refused', todo: `If this message gives no other reason, ${RIGHTS}` },
	{ status: 429, kind: 'throttled', todo: 'Lower "Concurrency" under Options, Requests.' },
	WRONG_PARAMETERS,
];

function rowFor(status: number, words: string): Row | undefined {
	const ofStatus = REFUSALS.find((one) => one.status === status);
	if (ofStatus && SURE.has(ofStatus.kind)) return ofStatus;
	return REFUSALS.find((one) => one.words?.test(words)) ?? ofStatus;
}

/** Statuses that mean one thing, whatever is said with them. */
const SURE: ReadonlySet<Row['kind']> = new Set<Row['kind']>(['signIn', 'throttled']);

/** What the SOAP pages contradict each other in, and what a service that expects the other one says nothing of. */
const OTHER_NAMESPACE = 'If they are right, try the other "SOAP Namespace" under Options, Requests.';

/** What a refusal means, in iSpring's own words. */
export function refusal({ status, words, retryAfterMs, bySoap }: RefusalWords): Failure {
	const row = rowFor(status, words);
	const unsaid = status === 429 ? 'too many requests (HTTP 429)' : `HTTP ${status} without a reason`;
	const says = `iSpring: ${words || unsaid}`;
	if (!row) return { kind: 'refused', status, says, ...(status >= 500 ? { todo: 'Try again later.' } : {}) };
	const { kind, todo, forbidden } = row;
	if (kind === 'signIn') return { kind, status, says: `iSpring rejected the credential (${words || `HTTP ${status}`})`, todo };
	if (kind === 'notFound') return { kind, says, todo };
	if (kind === 'throttled') return { kind, says, todo, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
	const help = bySoap && row === WRONG_PARAMETERS ? `${todo} ${OTHER_NAMESPACE}` : todo;
	return { kind, status, says, todo: help, ...(forbidden ? { forbidden } : {}) };
}

/** Statuses that mean the same whatever else an answer holds. */
export function speaksForItself({ status }: VendorAnswer): boolean {
	return status === 401 || status === 429;
}

/**
 * The words of an ErrorResponse of REST. A 404 or 405 without its `code` comes from something in between.
 * @returns undefined when this is no answer of the API
 */
export function wordsInJson(json: Json | undefined, status: number): string | undefined {
	const isOther = (status === 404 || status === 405) && isJsonObject(json) && json.code === undefined;
	return isJsonObject(json) && !isOther ? scalarText(json.message) : undefined;
}

/** Whether a deletion that was sent twice met what its first try left: nothing. */
export function isGone({ wasRepeated }: Pick<VendorAnswer, 'wasRepeated'>, words: string | undefined): boolean {
	return wasRepeated === true && /^unknown (user|group|department|organization)\b/i.test(words ?? '');
}

/**
 * Something else than the API answered.
 * @param setting the address that leads there, as the credential calls it
 */
export function notTheApi({ status, body }: VendorAnswer, setting: string): FailureError {
	const got = isWebPage(body) ? 'a web page' : body.trim() === '' ? 'nothing' : 'something else';
	return failed({
		kind: 'unreadable',
		status,
		says: `This is not iSpring's API: the address answered with ${got} (HTTP ${status})`,
		todo: `Check ${setting} in the credential. Accounts are hosted in different regions, and the account's own URL is not the URL of the API.`,
	});
}

/** A write that was accepted, and nobody knows what it made. */
export function noId({ status }: Pick<VendorAnswer, 'status'>): FailureError {
	return failed({
		kind: 'unreadable',
		status,
		says: 'iSpring accepted the request, but returned no ID',
		todo: 'Check in iSpring whether it was created before you run this again.',
	});
}

export function isWebPage(body: string): boolean {
	return /^\s*(<!doctype html|<html)/i.test(body);
}

/*
 * An ErrorResponse is `{"code":403,"message":"Permission denied"}`, or the same as XML under `response`. Its words count
 * under whatever status it comes. Source: OpenAPI, ErrorResponse.
 */

/** The JSON of an answer, also of an ErrorResponse that comes as XML; undefined for anything else. */
export function documentIn(body: string): Json | undefined {
	return /^\s*</.test(body) ? errorInXml(body) : parseJson(body);
}

/** @throws FailureError in iSpring's words when an answer that reports success holds an ErrorResponse */
export function assertNoErrorInside(answer: VendorAnswer, json: Json | undefined): void {
	if (answer.status >= 400 || !isJsonObject(json)) return;
	const [code, words] = [scalarText(json.code), scalarText(json.message)];
	if (code === undefined || words === undefined) return;
	const named = Number(code);
	throw failed(refusal({ ...saidIn(answer, words), ...(named >= 400 && named < 600 ? { status: named } : {}) }));
}

function errorInXml(body: string): JsonObject | undefined {
	if (!/^\s*(<\?xml[^>]*>\s*)?<response[\s>]/.test(body)) return undefined;
	try {
		const response = parseXml(body, ['response']);
		const [code, message] = [childText(response, 'code'), childText(response, 'message')];
		return message === undefined ? undefined : { message, ...(code === undefined ? {} : { code }) };
	} catch {
		return undefined;
	}
}
