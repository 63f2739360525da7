import type { FastifyRequest } from 'fastify';
import { Refusal, type JsonObject, bodyText, isObject, isTexts, mediaType } from '../http/wire';
import { type XmlElement, parseXml } from '../http/xml';

/** Members of request bodies that are lists; in XML they hold `<id>` elements. */
const LISTS = new Set([
	'groupIds',
	'manageableDepartmentIds',
	'userIds',
	'departmentIds',
	'groups',
	'departments',
	'logins',
	'emails',
	'courseIds',
	'learnerIds',
	'enrollmentIds',
]);

/** A current REST body: JSON, or XML under `request`. Only the members named may appear. */
export function readBody(request: FastifyRequest, allowed: readonly string[]): JsonObject {
	const type = mediaType(request);
	let body: unknown;
	try {
		if (type === 'application/json') body = JSON.parse(bodyText(request));
		else if (type === 'application/xml') body = fromXml(parseXml(bodyText(request)));
	} catch {
		throw new Refusal(400, 'The request body is malformed');
	}
	if (!isObject(body)) throw new Refusal(400, `A JSON or XML body is required, not '${type}'`);
	const stranger = Object.keys(body).find((name) => !allowed.includes(name));
	if (stranger !== undefined) throw new Refusal(400, `Unknown parameter ${stranger}`);
	return body;
}

function fromXml(root: XmlElement): JsonObject {
	if (root.name !== 'request') throw new Refusal(400, 'The root element must be request');
	return Object.fromEntries(root.children.map((child) => [child.name, memberValue(child)]));
}

function memberValue(member: XmlElement): unknown {
	if (LISTS.has(member.name)) return member.children.map((child) => child.text);
	if (member.name !== 'fields') return member.text;
	return Object.fromEntries(member.children.map((child) => [child.name, child.text]));
}

/** `fields` of a write: an object of texts. The list form of the reads is refused. */
export function fieldTexts(body: JsonObject): Record<string, string> {
	const { fields = {} } = body;
	if (!isObject(fields) || !Object.values(fields).every((value) => typeof value === 'string')) {
		throw new Refusal(400, 'fields must be an object of field names and text values');
	}
	return fields as Record<string, string>;
}

export function textOf(body: JsonObject, name: string): string | undefined {
	const value = body[name];
	if (value === undefined || typeof value === 'string') return value;
	throw new Refusal(400, `${name} must be a string`);
}

export function textsOf(body: JsonObject, name: string): string[] | undefined {
	const value = body[name];
	if (value === undefined || isTexts(value)) return value;
	throw new Refusal(400, `${name} must be an array of strings`);
}
