import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, accepts, countFrom, queryOf } from '../http/wire';
import { type Markup, element, xmlDocument } from '../http/xml';

const USUAL_PAGE = 1000;

/** Something to show, in both of the API's formats. */
export interface Row {
	readonly json: unknown;
	readonly xml: () => Markup;
}

/** XML is the default; JSON only when Accept asks for it. */
export function send(request: FastifyRequest, reply: FastifyReply, row: Row): FastifyReply {
	if (accepts(request, 'application/json')) {
		return reply.type('application/json; charset=utf-8').send(JSON.stringify(row.json));
	}
	return sendXml(reply, row.xml());
}

export function sendXml(reply: FastifyReply, root: Markup): FastifyReply {
	return reply.type('application/xml; charset=utf-8').send(xmlDocument(root));
}

/** An object of plain values; in XML its members stand under `response`. */
export function sendFlat(request: FastifyRequest, reply: FastifyReply, content: Record<string, string | number>): FastifyReply {
	return send(request, reply, {
		json: content,
		xml: () => element('response', plain(content)),
	});
}

/** A bare array, or the rows under `response`. */
export function sendList(request: FastifyRequest, reply: FastifyReply, rows: readonly Row[]): FastifyReply {
	return send(request, reply, {
		json: rows.map((row) => row.json),
		xml: () => inXml('response', rows),
	});
}

/** One page. `nextPageToken` is opaque, and absent on the last page. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, name: string, rows: readonly Row[]): FastifyReply {
	const query = queryOf(request);
	const size = countFrom(query.get('pageSize') ?? undefined, USUAL_PAGE);
	const start = countFrom(Buffer.from(query.get('pageToken') ?? '', 'base64url').toString(), 0);
	if (!size || start === undefined) throw new Refusal(400, 'pageSize or pageToken is not valid');
	const page = rows.slice(start, start + size);
	const end = Buffer.from(String(start + size)).toString('base64url');
	const next: Record<string, string> = start + size < rows.length ? { nextPageToken: end } : {};
	return send(request, reply, {
		json: { [name]: page.map((row) => row.json), ...next },
		xml: () => element('response', [inXml(name, page), ...plain(next)]),
	});
}

/** An object of plain values under its own element name. */
export function plainRow(name: string, content: Record<string, string | number | boolean>): Row {
	return { json: content, xml: () => element(name, plain(content)) };
}

export function plain(content: Readonly<Record<string, string | number | boolean>>): Markup[] {
	return Object.entries(content).map(([name, value]) => element(name, value));
}

export function ids(values: readonly string[]): Markup[] {
	return values.map((value) => element('id', value));
}

function inXml(name: string, rows: readonly Row[]): Markup {
	return element(
		name,
		rows.map((row) => row.xml()),
	);
}
