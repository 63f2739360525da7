import { failed, type FailureError } from '../../shared/failure';
import { retryAfter } from '../../shared/http/answers';
import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, parseJson, scalarText, type JsonObject } from '../../shared/json/json';
import { childText, parseXml } from '../../shared/xml/parse';

/** What HighQ said no with. `ref` is its own number for the reason and tells more than the HTTP status. */
type Refusal = Readonly<{ summary: string; ref: string }>;

/** An answer that is no refusal. The request adds the document in it, unless the body is empty, and its text where it came as JSON. */
export type Reply = Readonly<{ kind: 'said'; answer: VendorAnswer; document?: JsonObject; text?: string }>;

/** What HighQ said, or the documented sign that nobody is there. */
export type Answer = Reply | Readonly<{ kind: 'nobody'; says: string }>;

const NO_SUCH_USER = '108';
const IP_NOT_REGISTERED = '53';

const RIGHTS =
	'The token acts for the person who authorized it. That person needs permission to do this and may not be an "Internal user".';

/** What helps, by ref. Source: "API Error messages" of the developer portal. */
const TODO_BY_REF: Readonly<Record<string, string>> = {
	'51': 'Ask a system administrator of this HighQ instance, or HighQ support, to enable the API.',
	[IP_NOT_REGISTERED]: 'Add n8n\'s IP address to "Allowed IPs" of the API registration in HighQ.',
	'74': 'Check the fields: one is missing or has an invalid value. First Name, Last Name and Email are required.',
	'75': 'Check Organisation ID and Organisation Name.',
	'80': 'Check Status: users take active, archive, disable, suspended and pending; organisations take disabled.',
	'123': RIGHTS,
};

const SIGN_IN_AGAIN =
	'Enter a new access token in the credential, or fill in Client ID, Client Secret and Refresh Token so that it renews itself. With OAuth2, connect the credential again.';

/**
 * Sorts an answer by HTTP status and ref; the one table of what HighQ says no with.
 * @param document what its body holds, where that could be read
 * @throws FailureError with HighQ's own summary and ref
 */
export function openAnswer(answer: VendorAnswer, document?: JsonObject): Answer {
	const { status } = answer;
	const refusal = document ? refusalOf(document) : refusalIn(answer.body);
	if (status === 429) {
		const todo = 'Lower Concurrency under Options, Requests, or ask for a higher limit of the API registration in HighQ.';
		throw failed({
			kind: 'throttled',
			says: refusal ? words(refusal) : 'HighQ: too many requests (HTTP 429)',
			todo,
			...retryAfter(answer),
		});
	}
	if (!refusal) {
		if (status === 401 || status === 403) throw signIn(status, 'no reason given');
		if (status < 200 || status >= 300 || isPage(answer)) throw notTheApi(answer);
		return { kind: 'said', answer };
	}
	if (status === 404 && refusal.ref === NO_SUCH_USER) return { kind: 'nobody', says: words(refusal) };
	if (status === 401) throw signIn(status, words(refusal), TODO_BY_REF[refusal.ref]);
	const todo =
		TODO_BY_REF[refusal.ref] ?? (status === 403 ? RIGHTS : 'Check the users and records in the parameters, and the mapped values.');
	throw failed({ kind: 'refused', status, says: words(refusal), todo });
}

/** Whether a new token may help: a caller whose IP address is not registered gets a 401 too. */
export function isSignInOver({ status, body }: VendorAnswer): boolean {
	return status === 401 && refusalIn(body)?.ref !== IP_NOT_REGISTERED;
}

/** Whether a deletion that was sent twice met what its first try left: nothing. */
export function isGone({ status, body, wasRepeated }: VendorAnswer): boolean {
	return wasRepeated === true && status === 404 && refusalIn(body) !== undefined;
}

/** Something else than HighQ's API answered. */
export function notTheApi(answer: VendorAnswer): FailureError {
	const { status } = answer;
	const got = isPage(answer) ? 'a web page' : answer.body.trim() === '' ? 'nothing' : 'something else';
	return failed({
		kind: 'unreadable',
		status,
		says: `This is not HighQ's API: the address answered with ${got} (HTTP ${status})`,
		todo:
			status >= 500
				? 'HighQ, or a server in front of it, could not answer. Run it again later.'
				: 'Check the base URL in the credential. It is the host with the context path, like https://acme.highq.com/acme',
	});
}

function signIn(status: number, says: string, todo = SIGN_IN_AGAIN): FailureError {
	return failed({ kind: 'signIn', status, says: `HighQ rejected the credential (HTTP ${status}): ${says}`, todo });
}

function words({ summary, ref }: Refusal): string {
	return `HighQ: ${summary || 'no reason given'}${ref ? ` (ref ${ref})` : ''}`;
}

/** Refusals come in XML too when JSON was asked for, so the body itself tells the format. */
function refusalIn(body: string): Refusal | undefined {
	return body.trimStart().startsWith('<') ? xmlRefusal(body) : jsonRefusal(body);
}

function jsonRefusal(body: string): Refusal | undefined {
	const document = parseJson(body);
	return isJsonObject(document) ? refusalOf(document) : undefined;
}

function refusalOf({ error: said }: JsonObject): Refusal | undefined {
	return isJsonObject(said) ? { summary: scalarText(said.summary) ?? '', ref: scalarText(said.ref) ?? '' } : undefined;
}

function xmlRefusal(body: string): Refusal | undefined {
	try {
		const said = parseXml(body, ['error']);
		return { summary: (childText(said, 'summary') ?? '').trim(), ref: (childText(said, 'ref') ?? '').trim() };
	} catch {
		return undefined;
	}
}

function isPage({ body }: VendorAnswer): boolean {
	return /^\s*<(!doctype\s+html|html)\b/i.test(body);
}
