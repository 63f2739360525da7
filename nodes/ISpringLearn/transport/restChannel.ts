import { failed, failureOf } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import type { VendorAnswer, VendorRequest } from '../../shared/http/types';
import { isJsonObject, jsonNumber, parseJson, scalarText, writeJson, type Json, type JsonObject } from '../../shared/json/json';
import type { Session } from '../../shared/n8n/session';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { fieldText, hasKey, isMember, missing, PASSWORD, toProfile, type ISpringProfile } from '../profile';
import type { ISpringChannel, ProfileField } from './channel';
import { isWebPage, noApi, refusal, speaksForItself, wordsOf } from './failure';
import { asText } from './mandatory';
import { restBase, SETTINGS } from './request';
import { isYes } from './userXml';

/**
 * The current REST API, in JSON.
 * Source: iSpring's OpenAPI document "Learn Rest Api" 3.0; `fields` and `response` as its clients have seen them.
 */
export function restChannel({ credential, send }: Pick<Session, 'credential' | 'send'>): ISpringChannel {
	// Without Accept iSpring answers in XML.
	const get = async (path: string, query: VendorRequest['query'] = []): Promise<VendorAnswer> =>
		await send({ method: 'GET', url: restBase(credential) + path, query, headers: { Accept: 'application/json' } });
	const post = async (path: string, body: JsonObject): Promise<void> => {
		const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
		assertDone(await send({ method: 'POST', url: restBase(credential) + path, headers, body: writeJson(body) }));
	};

	return {
		find: async ({ by, value }) => {
			if (by === 'id') {
				const answer = await get(`/user/${pathSegment('User', value)}`);
				return isNobody(answer) ? [] : [toProfile(open(answer))];
			}
			// Whether the filters mind capitals is not documented.
			const spellings = [...new Set([value, value.toLowerCase()])];
			const answer = await get('/user', spellings.map((one) => [`${by}s[]`, one] as const));
			return usersIn(open(answer), answer).map(toProfile).filter((profile) => hasKey(profile, { by, value }));
		},

		update: async (current, changes) => {
			const path = `/user/${pathSegment('User', current.id)}`;
			const body = updateOf(current, changes);
			const isProfile = Object.keys(body).length > 0;
			if (isProfile) await post(path, body);

			// An update does not take the password: it has a call of its own.
			const password = changes.find(({ field }) => field === PASSWORD);
			if (!password) return [];
			const setPassword = async (): Promise<void> => await post(`${path}/password`, { password: asText(password.to) });
			await (isProfile ? afterProfile(setPassword) : setPassword());
			return [];
		},

		profileFields: async () => {
			const answer = await get('/user/profile/fields');
			const infos = open(answer);
			if (!Array.isArray(infos)) throw noApi(answer, SETTINGS.rest);
			return infos.filter(isJsonObject).map(fieldFromJson);
		},

		assertCarried: () => undefined, // JSON carries every text
	};
}

/**
 * The body of an update: the changed members only. With any field go the login and the e-mail address,
 * which the OpenAPI document demands as soon as `fields` is sent; clients leave them out with success.
 */
function updateOf(current: ISpringProfile, changes: readonly Change[]): JsonObject {
	const fields = changes.filter(({ field }) => !isMember(field)).map(({ field, to }): [FieldName, Json] => [field, asText(to)]);
	const members = changes.filter(({ field }) => isMember(field) && field !== PASSWORD).map((change): [string, Json] => [change.field, memberOf(change, current)]);
	const named = fields.length === 0 ? {} : { fields: Object.fromEntries([...identity(current), ...fields]) };
	return { ...Object.fromEntries(members), ...named };
}

function identity(current: ISpringProfile): ReadonlyArray<[FieldName, Json]> {
	return [...current.fields.keys()]
		.filter((name) => ['login', 'email'].includes(name.toLowerCase()))
		.flatMap((name): Array<[FieldName, Json]> => {
			const value = fieldText(current, name);
			return value ? [[name, value]] : [];
		});
}

/** Only groups that the user is not in: the older pages refuse to add somebody twice. */
function memberOf({ field, to }: Change, current: ISpringProfile): Json {
	return field === 'groupIds' ? [...missing(current.fields.get(field), to)] : asJson(to ?? '');
}

function asJson(value: FieldValue): Json {
	if (typeof value === 'number') return jsonNumber(String(value));
	if (typeof value !== 'object') return value;
	if (Array.isArray(value)) return value.map(asJson);
	return Object.fromEntries(Object.entries(value).map(([name, member]): [string, Json] => [name, asJson(member)]));
}

/** The first of two writes is done; what becomes of the second must not hide that. */
async function afterProfile(setPassword: () => Promise<void>): Promise<void> {
	try {
		await setPassword();
	} catch (error) {
		const failure = failureOf(error);
		throw failed({ ...failure, says: `The profile was updated, the password was not. ${failure.says}` });
	}
}

/** The pages don't name the sign of an unknown user; a 404 counts when it is the API's own (ErrorResponse demands code and message). */
function isNobody({ status, body }: VendorAnswer): boolean {
	return status === 404 && wordsOf(parseJson(body), status) !== undefined;
}

/** The JSON of an answer, out of the `response` that the OpenAPI document shows around single objects. */
function open(answer: VendorAnswer): Json {
	const json = parseJson(answer.body);
	assertNotRefused(answer, json);
	if (json === undefined) throw noApi(answer, SETTINGS.rest);
	return isJsonObject(json) ? (json.response ?? json) : json;
}

/** Writes answer with an empty body; the web application of a wrong address would answer with a page. */
function assertDone(answer: VendorAnswer): void {
	assertNotRefused(answer, parseJson(answer.body));
	if (isWebPage(answer.body)) throw noApi(answer, SETTINGS.rest);
}

function assertNotRefused(answer: VendorAnswer, json: Json | undefined): void {
	const { status } = answer;
	if (status < 400) return;
	const words = wordsOf(json, status);
	if (words === undefined && !speaksForItself(answer)) throw noApi(answer, SETTINGS.rest);
	throw failed(refusal({ status, words: words ?? '' }));
}

/** A list, a page of a list, or a single user: clients have seen all three. */
function usersIn(json: Json, answer: VendorAnswer): readonly Json[] {
	const users = isJsonObject(json) ? (json.userProfiles ?? json) : json;
	if (Array.isArray(users)) return users;
	if (isJsonObject(users) && users.userId !== undefined) return [users];
	throw noApi(answer, SETTINGS.rest);
}

function fieldFromJson(info: JsonObject): ProfileField {
	const name = scalarText(info.name) ?? '';
	return { name, label: scalarText(info.label) ?? name, type: scalarText(info.type) ?? '', required: isYes(scalarText(info.isRequired)) };
}
