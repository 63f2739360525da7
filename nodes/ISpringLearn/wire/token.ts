import { failed, type FailureError } from '../../shared/failure';
import { assertHeader } from '../../shared/http/headers';
import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, parseJson, scalarText } from '../../shared/json/json';
import { noTokenNow } from '../../shared/http/answers';
import { notTheApi, refusal, speaksForItself, wordsInJson } from './failure';
import { SETTINGS } from './addresses';

/** How long a token lives where the answer does not say. Source: help page "Access Token". */
const TOKEN_SECONDS = 1800;

/** A token as the credential keeps it. The end is in milliseconds since 1970. */
export type Token = { accessToken: string; accessTokenExpiresAt: string };

/**
 * The answer of `POST /api/v3/token`.
 * @param nowMs the clock
 * @throws FailureError `signIn` when the API key is refused, `throttled` or `unreachable` when iSpring issues none for now, `unreadable` when something else answered
 */
export function tokenIn(answer: VendorAnswer, nowMs: number): Token {
	const { status, body } = answer;
	const json = parseJson(body);
	const token = isJsonObject(json) && status < 400 ? scalarText(json.access_token) : undefined;
	if (!isJsonObject(json) || token === undefined) throw noToken(answer, wordsInJson(json, status));

	const seconds = Number(scalarText(json.expires_in));
	const lifeMs = (Number.isFinite(seconds) && seconds > 0 ? seconds : TOKEN_SECONDS) * 1000;
	return { accessToken: assertHeader('The access token', token), accessTokenExpiresAt: String(nowMs + lifeMs) };
}

/** The statuses that the OpenAPI document declares for a key that is not accepted. */
const REFUSED = [400, 401, 403];

function noToken(answer: VendorAnswer, words: string | undefined): FailureError {
	const { status } = answer;
	const notNow = noTokenNow({ vendor: 'iSpring', answer, says: words });
	if (notNow) return failed(notNow);
	if (words === undefined && !speaksForItself(answer)) return notTheApi(answer, SETTINGS.rest);
	if (!REFUSED.includes(status)) return failed(refusal({ status, words: words ?? '' }));
	return failed({
		kind: 'signIn',
		status,
		says: `iSpring rejected the API key (${words ?? `HTTP ${status}`})`,
		todo: 'Check Client ID and Client Secret, and that Region matches the account where they were created.',
	});
}
