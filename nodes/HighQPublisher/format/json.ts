import { isJsonObject, jsonNumber, parseJson, plainObject, scalarText, jsonBody, type Json, type JsonObject } from '../../shared/json/json';
import { noApi } from '../transport/failure';
import { jsonPage } from './jsonPage';
import { earlier, type Content, type Link, type Path, type UserFormat } from './userFormat';

const USERS = { many: 'users', one: 'user' };

/**
 * `{"user": {…}}`, read and written without losing a digit of any number.
 * Source: "Update User", JSON Request.
 */
export const jsonFormat: UserFormat<JsonObject> = {
	mediaType: 'application/json',
	blank: {},
	read: (answer) => {
		const document = parseJson(answer.body);
		if (!isJsonObject(document) || !isJsonObject(document.user)) throw noApi(answer);
		return document.user;
	},
	write: (user) => jsonBody({ user }),
	readPage: (answer) => jsonPage(answer, USERS),
	writeKeys: (keys) => jsonBody({ users: { user: [...keys] } }),
	text: (user, path) => scalarText(memberAt(user, path)),
	links: (user, group) =>
		entriesOf(user[group]).map(({ name, value }) => ({ name: scalarText(name) ?? '', value: scalarText(value) ?? '' })),
	with: changed,
	members: (user) => Object.keys(user),
	show: plainObject,
};

function memberAt(user: JsonObject, path: Path): Json | undefined {
	return path.reduce<Json | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), user);
}

function changed(user: JsonObject, [name, ...deeper]: Path, content: Content): JsonObject {
	const [next, ...rest] = deeper;
	const present = user[name];
	if (next !== undefined) {
		return { ...user, [name]: changed(isJsonObject(present) ? present : {}, [next, ...rest], content) };
	}
	if (content.kind !== 'dropped') return { ...user, [name]: toJson(content, present) };
	return Object.fromEntries(Object.entries(user).filter(([one]) => one !== name));
}

function toJson(content: Exclude<Content, { kind: 'dropped' }>, present: Json | undefined): Json {
	switch (content.kind) {
		case 'text':
			return content.text;
		case 'number':
			return jsonNumber(content.digits);
		case 'links':
			return { ...(isJsonObject(present) ? present : {}), link: linkMember(content.links, entriesOf(present)) };
	}
}

/** One link is an object, several are a list: JSON as it is made from XML. */
function linkMember(links: readonly Link[], entries: readonly JsonObject[]): Json {
	const written = links.map((link, i): JsonObject => ({ ...earlier(entries, ({ name }) => scalarText(name), links, i), ...link }));
	const [only, ...more] = written;
	return only && more.length === 0 ? only : written;
}

function entriesOf(group: Json | undefined): readonly JsonObject[] {
	const link = isJsonObject(group) ? group.link : undefined;
	return (Array.isArray(link) ? link : [link]).filter(isJsonObject);
}
