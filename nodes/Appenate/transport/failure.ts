import { failed, type FailureError } from '../../shared/failure';
import { retryAfter } from '../../shared/http/retryAfter';
import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import type { WireFormat } from './format';

/**
 * Opens an answer: a `<Thing>Response` whose `ResponseStatus` may hold a refusal even under HTTP 200.
 * Sources: the status codes of "General Information", the XML answer of "PUT User". No page says by
 * which sign a user who does not exist is told, so that is a refusal like any other.
 * @throws FailureError with Appenate's own words
 */
export function openAnswer(answer: VendorAnswer, { read }: Pick<WireFormat, 'read'>): JsonObject {
	const { status } = answer;
	// Pages show `{}` for a deletion; a service of this kind may also answer with nothing at all.
	const dto = status === 204 ? {} : read(answer.body);
	const { code, says } = wordsOf(dto?.ResponseStatus);
	if (status === 401 || (status === 403 && says === '')) throw signIn(status, says);
	if (status === 405 || (status === 404 && says === '')) throw noEndpoint(status);
	if (status === 429) throw busy(answer, says);
	if (status === 503) throw failed({ kind: 'refused', status, says: `Appenate is busy (HTTP 503${says ? `: ${says}` : ''})`, todo: LATER });
	if (!dto) throw noAnswer(answer);
	if (status >= 400 || code !== '') throw refused(status, says, code !== '');
	return dto;
}

/** The message, with the fields that it is about in brackets: `'Email' is not valid. (Email)`. */
function wordsOf(responseStatus: Json | undefined): Readonly<{ code: string; says: string }> {
	if (!isJsonObject(responseStatus)) return { code: '', says: '' };
	const code = scalarText(responseStatus.ErrorCode) ?? '';
	const message = scalarText(responseStatus.Message) || code;
	const errors = Array.isArray(responseStatus.Errors) ? responseStatus.Errors.filter(isJsonObject) : [];
	const details = errors.map((one) => {
		const field = scalarText(one.FieldName) ?? '';
		const text = scalarText(one.Message) ?? '';
		return [field, text === message ? '' : text].filter(Boolean).join(': ');
	});
	const about = details.filter(Boolean).join('; ');
	return { code, says: about ? `${message} (${about})` : message };
}

const LATER = 'Try again later, with fewer Items at Once.';

const NO_RIGHT = 'The integration key is known, but has no right to do this.';

/** With words, a 403 is about what was asked for, such as one user: the next one may be allowed. */
function refused(status: number, says: string, isOwn: boolean): FailureError {
	return failed({
		kind: 'refused',
		status,
		...(isOwn ? { inOwnWords: true } : {}),
		says: `Appenate: ${says || 'refused without a message'} (HTTP ${status})`,
		todo: status === 403 ? NO_RIGHT : 'Check what is selected, and the value of the field that the message names.',
	});
}

function signIn(status: number, says: string): FailureError {
	return failed({
		kind: 'signIn',
		status,
		says: `Appenate does not accept the credential (HTTP ${status}${says ? `: ${says.replace(/\.$/, '')}` : ''})`,
		todo:
			status === 401 ? 'Check Company ID, Integration Key and Service: a key works only in the region that hosts your company.' : NO_RIGHT,
	});
}

/** 405 is Appenate's way to say that there is no such endpoint. */
function noEndpoint(status: number): FailureError {
	return failed({
		kind: 'refused',
		status,
		says: `There is no Appenate API of version 2 at this address (HTTP ${status})`,
		todo: 'Check Service or Base URL in the credential: it is the address where you sign in, like https://secure.example.com',
	});
}

function busy(answer: VendorAnswer, says: string): FailureError {
	return failed({
		kind: 'throttled',
		...retryAfter(answer),
		says: `Appenate is busy (HTTP ${answer.status}${says ? `: ${says}` : ''})`,
		todo: LATER,
	});
}

/** What an answer may hold to a call that gives nothing back: its status, or what it was about. */
const ACKNOWLEDGES: ReadonlySet<string> = new Set(['ResponseStatus', 'User', 'UserGroup', 'Folder']);

/**
 * The answer to a deletion: `{}`.
 * @throws FailureError `unreadable` for an object of somebody else
 */
export function assertAcknowledged(dto: JsonObject): void {
	const strange = Object.keys(dto).filter((name) => !ACKNOWLEDGES.has(name));
	if (strange.length > 0) throw unreadable(200, `it holds ${strange.join(', ')}`);
}

/** Whether a deletion that was sent twice met what its first try left: nothing. */
export function isGone({ status, body, wasRepeated }: VendorAnswer, { read }: Pick<WireFormat, 'read'>): boolean {
	if (!wasRepeated) return false;
	const { code, says } = wordsOf(read(body)?.ResponseStatus);
	return /not_?found/i.test(code) || (status === 404 && says !== '');
}

function noAnswer({ status, body }: VendorAnswer): FailureError {
	return unreadable(status, `the address answered with ${/^\s*</.test(body) ? 'a web page or other markup' : 'something else'}`);
}

/** An answer that is not what the API gives for this call. */
export function unreadable(status: number, got: string): FailureError {
	return failed({
		kind: 'unreadable',
		status,
		says: `An answer of Appenate's API was expected, but ${got} (HTTP ${status})`,
		todo: 'Check Service or Base URL in the credential: it is the address where you sign in, like https://secure.example.com',
	});
}
