import { failed, type FailureError } from '../../shared/failure';
import { retryAfter } from '../../shared/http/answers';
import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import type { WireFormat } from './formats';

type Reading = Pick<WireFormat, 'read'>;

/**
 * Opens an answer: a `<Thing>Response` whose `ResponseStatus` may hold a refusal even under HTTP 200.
 * Sources: the status codes of "General Information", the XML answer of "PUT User". No page says by
 * which sign a user who does not exist is told, so that is a refusal like any other.
 * @param hasRead whether it is a write of an execution in which this key has read already: what is refused then is the writing
 * @throws FailureError with Appenate's own words
 */
export function openAnswer(answer: VendorAnswer, { read, hasRead = false }: Reading & Readonly<{ hasRead?: boolean }>): JsonObject {
	const { status, body } = answer;
	// Pages show `{}` for a deletion; a service of this kind may also answer with nothing at all.
	const dto = status === 204 ? {} : read(body);
	const said = wordsInStatus(dto?.ResponseStatus);
	const { code, says } = said;
	if (status === 401 || (status === 403 && says === '')) throw signIn(status, says, hasRead);
	if (status === 405 || (status === 404 && says === '')) throw noEndpoint(status);
	if (status === 429 || isOverLimit(status, said)) throw busy(answer, said);
	if (status === 503) throw failed({ kind: 'refused', status, says: `Appenate is busy (HTTP 503${says ? `: ${says}` : ''})`, todo: LATER });
	if (!dto) throw notTheApi(status, `the address answered with ${/^\s*</.test(body) ? 'a web page or other markup' : 'something else'}`);
	if (status >= 400 || code !== '') throw refused(status, said, hasRead);
	return dto;
}

/**
 * Whether asking again would only cost another of the day's calls. HTTP 500 is Appenate's ordinary answer to all but
 * wrong parameters and a wrong key ("General Information"): with a code in its body it is the service's own word, without one
 * it is an outage. A day's calls that are used up don't come back in a minute.
 */
export function isFinal(answer: VendorAnswer, { read }: Reading): boolean {
	// The body of any other one waits to be opened.
	if (answer.status !== 500 && answer.status !== 429) return false;
	const said = wordsInStatus(read(answer.body)?.ResponseStatus);
	return answer.status === 500 ? said.code !== '' : isOfDay(said);
}

type Words = Readonly<{ code: string; says: string; fields: readonly string[] }>;

/** The message, with the fields that it is about in brackets: `'Email' is not valid. (Email)`. */
function wordsInStatus(responseStatus: Json | undefined): Words {
	if (!isJsonObject(responseStatus)) return { code: '', says: '', fields: [] };
	const code = scalarText(responseStatus.ErrorCode) ?? '';
	const message = scalarText(responseStatus.Message) || code;
	const errors = Array.isArray(responseStatus.Errors) ? responseStatus.Errors.filter(isJsonObject) : [];
	const fields = errors.map(({ FieldName }) => scalarText(FieldName) ?? '');
	const details = errors.map((one, i) => {
		const text = scalarText(one.Message) ?? '';
		return [fields[i], text === message ? '' : text].filter(Boolean).join(': ');
	});
	const about = details.filter(Boolean).join('; ');
	return { code, says: about ? `${message} (${about})` : message, fields: fields.filter(Boolean) };
}

/** No page shows what a call beyond the limits gets, so words decide that speak of calls and a limit, and of no field. */
const OF_CALLS = /\b(calls|requests|connections|api usage|(call|request|connection|rate) limit)\b/i;
const OF_LIMIT = /\b(limit\w*|quota|exceed\w*|too many|throttl\w*)\b/i;
const OF_DAY = /\b(day|daily|today|quota|midnight)\b/i;

function isOverLimit(status: number, { code, says, fields }: Words): boolean {
	const words = `${code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')} ${says}`;
	return status >= 400 && fields.length === 0 && OF_CALLS.test(words) && OF_LIMIT.test(words);
}

function isOfDay(said: Words): boolean {
	return OF_DAY.test(said.says) && OF_LIMIT.test(said.says);
}

const LATER = 'Try again later, with a lower Concurrency under Options, Requests.';
/** "API Usage Limits" of the brands. */
const TOMORROW =
	'Appenate allows an organization 2,500 calls a day, for all programs together. The count restarts with the first call after midnight in its time zone. Run it again then, or ask Appenate for more.';

const NO_RIGHT = 'The integration key is valid, but has no permission to do this.';
/** "Organization Setup": a User API Key may do what its user may. */
const ONLY_READS =
	'The integration key can read, but may not make this change. A User API Key has the permissions of its user. Use an API Full Access Key of the organization.';

const CHECK = 'Check what is selected, and the value of the field named in the message.';
const OR_LATER = `${CHECK} If the message is about the service, try again later. If no change works, the integration key may be read-only.`;

const ABOUT_RIGHTS = /\b(unauthori[sz]ed|not (allowed|authori[sz]ed|permitted)|permissions?|rights?|access|denied|read[- ]?only)\b/i;

/** With words, a 403 is about what was asked for, such as one user: the next one may be allowed. */
function refused(status: number, { code, says, fields }: Words, hasRead: boolean): FailureError {
	const isAboutRights = status === 403 || (status >= 500 && fields.length === 0 && ABOUT_RIGHTS.test(`${code} ${says}`));
	const noRight = hasRead ? ONLY_READS : NO_RIGHT;
	return failed({
		kind: 'refused',
		status,
		...(code === '' ? {} : { inOwnWords: true }),
		// The ordinary answer to what it can't do. Repeated, a creation would cost the day's calls for nothing.
		...(code !== '' && status === 500 ? { decided: true } : {}),
		says: `Appenate: ${says || 'refused without a reason'}${status === 200 ? '' : ` (HTTP ${status})`}`,
		todo: isAboutRights ? noRight : status >= 500 && hasRead ? OR_LATER : CHECK,
	});
}

function signIn(status: number, says: string, hasRead: boolean): FailureError {
	const wrongKey = 'Check Company ID, Integration Key and Service. A key only works in the region that hosts your company.';
	return failed({
		kind: 'signIn',
		status,
		says: `Appenate rejected the credential${hasRead ? ' for a write' : ''} (HTTP ${status}${says ? `: ${says.replace(/\.$/, '')}` : ''})`,
		todo: hasRead ? ONLY_READS : status === 401 ? wrongKey : NO_RIGHT,
	});
}

const CHECK_ADDRESS = 'Check Service or Base URL in the credential. It is the address where you sign in, like https://secure.example.com';

/** 405 is Appenate's way to say that there is no such endpoint. */
function noEndpoint(status: number): FailureError {
	return failed({
		kind: 'refused',
		status,
		says: `There is no Appenate API of version 2 at this address (HTTP ${status})`,
		todo: CHECK_ADDRESS,
	});
}

function busy(answer: VendorAnswer, said: Words): FailureError {
	const { says } = said;
	return failed({
		kind: 'throttled',
		...retryAfter(answer),
		says: `Appenate ${isOfDay(said) ? 'takes no more calls today' : 'is busy'} (HTTP ${answer.status}${says ? `: ${says.replace(/\.$/, '')}` : ''})`,
		todo: isOfDay(said) ? TOMORROW : LATER,
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
	if (strange.length > 0) throw notTheApi(200, `it has ${strange.join(', ')}`);
}

/** No page tells the code or the words for something that is not there. */
const NOT_THERE =
	/not[ _]?found|(does|do|did) ?n[o']?t exist|no such|unknown (user|group|folder|id)|no longer|(has been|was|is) (already )?deleted|could ?n[o']?t (be )?f[io]u?nd/i;

/** Whether a deletion that was sent twice met what its first try left: nothing. */
export function isGone({ status, body, wasRepeated }: VendorAnswer, { read }: Reading): boolean {
	if (!wasRepeated) return false;
	const { code, says, fields } = wordsInStatus(read(body)?.ResponseStatus);
	if (status === 404) return says !== '';
	return [200, 400, 500].includes(status) && fields.every((field) => field === 'Id') && NOT_THERE.test(`${code} ${says}`);
}

/** An answer that is not what the API gives for this call. */
export function notTheApi(status: number, got: string): FailureError {
	return failed({
		kind: 'unreadable',
		status,
		says: `This is not an answer of Appenate's API: ${got} (HTTP ${status})`,
		todo: CHECK_ADDRESS,
	});
}
