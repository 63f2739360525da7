import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, accepts, bodyText, mediaType } from '../http/wire';
import { type Markup, type XmlElement, element, parseXml, treeOf, xmlDocument } from '../http/xml';
import { type Json, isExactNumber, isJsonObject, parseExactJson, writeExactJson } from './exactJson';

export type JsonTree = { [member: string]: Json };

/** Members that hold whole numbers; in XML they arrive as text. */
const NUMERIC = new Set(['id', 'orgid', 'orgaddressid']);
/** Error references of the Publisher's table, or of Collaborate's where the Publisher's row is not known. */
export const REF = {
	body: '74',
	sort: '79',
	status: '80',
	offset: '106',
	limit: '107',
	noUser: '108',
	org: '75',
	// The rows of the table for groups are not known; this number is the sandbox's own.
	noGroup: '126',
} as const;

/** Sends `{root: content}` as JSON, or as XML when Accept asks for that. */
export function send(request: FastifyRequest, reply: FastifyReply, root: string, content: Json): FastifyReply {
	if (accepts(request, 'application/xml')) {
		return reply.type('application/xml; charset=utf-8').send(xmlDocument(toXml(root, content)));
	}
	return reply.type('application/json; charset=utf-8').send(writeExactJson({ [root]: content }));
}

/** The body's object under `root`. Without a Content-Type JSON is expected; anything else is "body missing". */
export function readBody(request: FastifyRequest, root: string): JsonTree {
	const type = mediaType(request) || 'application/json';
	const content = type === 'application/json' ? fromJson(request, root) : type === 'application/xml' ? fromXml(request, root) : undefined;
	if (!isJsonObject(content)) throw new Refusal(400, 'Request body is missing or not valid', REF.body);
	return content;
}

function fromJson(request: FastifyRequest, root: string): Json | undefined {
	try {
		const parsed = parseExactJson(bodyText(request));
		return isJsonObject(parsed) && Object.keys(parsed).length === 1 ? parsed[root] : undefined;
	} catch {
		return undefined;
	}
}

function fromXml(request: FastifyRequest, root: string): Json | undefined {
	try {
		const parsed = parseXml(bodyText(request));
		return parsed.name === root ? treeOf(parsed, leaf) : undefined;
	} catch {
		return undefined;
	}
}

function leaf({ name, text }: XmlElement): Json {
	return NUMERIC.has(name) && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

function toXml(name: string, value: Json): Markup {
	// The documentation: summaries link by an Atom element in XML where JSON has a plain text.
	if (name === 'link' && typeof value === 'string') {
		return element('link', '', { xmlns: 'http://www.w3.org/2005/Atom', rel: 'self', href: value });
	}
	if (isExactNumber(value)) return element(name, value.exactNumber);
	if (!isJsonObject(value)) return element(name, value === null ? '' : String(value));
	return element(
		name,
		Object.entries(value).flatMap(([member, inner]) => membersToXml(name, member, inner)),
	);
}

const ROWS: Readonly<Record<string, string>> = { users: 'user', groups: 'group', organisations: 'organisation', domains: 'domain' };

/** A list as JSON has it, or `{user: …}` as XML's reading has it. */
export function entriesOf(value: Json | undefined, row: string): Json[] {
	const list = isJsonObject(value) && !isExactNumber(value) ? value[row] : value;
	if (list === undefined || list === null || list === '') return [];
	return Array.isArray(list) ? list : [list];
}

function membersToXml(parent: string, member: string, value: Json): Markup[] {
	if (!Array.isArray(value)) return [toXml(member, value)];
	const row = ROWS[member];
	if (row === undefined) return value.map((entry) => toXml(member, entry));
	const rows = value.map((entry) => toXml(row, entry));
	// In a list reply JSON nests users.users; the XML rows are <user>. A group has <users><user>31</user></users>.
	return parent === member ? rows : [element(member, rows)];
}
