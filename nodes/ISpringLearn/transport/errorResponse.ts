import { failed } from '../../shared/failure';
import type { VendorAnswer } from '../../shared/http/types';
import { isJsonObject, parseJson, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { childText, parseXml } from '../../shared/xml/parse';
import { refusal, saidIn } from './failure';

/*
 * An ErrorResponse is `{"code":403,"message":"Permission denied"}`, or the same as XML under `response`. Its words count
 * under whatever status it comes. Source: OpenAPI, ErrorResponse.
 */

/** The JSON of an answer, also of an ErrorResponse that comes as XML; undefined for anything else. */
export function documentIn(body: string): Json | undefined {
	return parseJson(body) ?? errorInXml(body);
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
