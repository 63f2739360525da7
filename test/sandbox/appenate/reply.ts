import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, accepts, isObject, looseQuery } from '../http/wire';
import { type Markup, element, xmlDocument } from '../http/xml';
import type { AppenatePerson, Place } from './people';
import type { AppenatePlaces } from './places';

const ARRAYS_NAMESPACE = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';
const INSTANCE_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

/** Element names of the objects inside arrays; only ResponseError is documented, the others are assumed. */
const ENTRY_NAMES: Readonly<Record<string, string>> = {
	Errors: 'ResponseError',
	Metadata: 'KeyValue',
	UserAudits: 'UserAudit',
	Users: 'User',
	UserGroups: 'UserGroup',
};

/** `format` goes before Accept, and without either the answer is XML. */
export function send(request: FastifyRequest, reply: FastifyReply, dto: string, content: object): FastifyReply {
	const format = looseQuery(request).get('format')?.toLowerCase();
	const json = format === 'json' || (format !== 'xml' && accepts(request, 'application/json'));
	if (json) return reply.type('application/json; charset=utf-8').send(withoutEmpty(content));
	const root = element(dto, members(content), { 'xmlns:i': INSTANCE_NAMESPACE });
	return reply.type('application/xml; charset=utf-8').send(xmlDocument(root));
}

export function responseStatus(error: Error): object {
	const code = error instanceof Refusal && error.code !== '' ? error.code : 'ArgumentException';
	const field = error instanceof Refusal ? error.field : '';
	const errors = field === '' ? [] : [{ ErrorCode: code, FieldName: field, Message: error.message }];
	return { ResponseStatus: { ErrorCode: code, Message: error.message, Errors: errors } };
}

/** The user with its groups and folders in the form that was asked for. */
export function shown(person: AppenatePerson, form: 'Id' | 'Name' | 'ExternalId', { folders, groups }: AppenatePlaces): object {
	const inForm = (places: readonly Place[], ids: readonly string[]): string[] =>
		ids.map((id) => places.find((place) => place.Id === id)?.[form] ?? id);
	return {
		...person,
		// Shown for everybody; without Email-less Login it is the address (search of 2025).
		LoginId: person.LoginId ?? person.Email,
		Folders: inForm(folders, person.Folders),
		Groups: inForm(groups, person.Groups),
	};
}

/** Null and empty members are left out of replies; arrays stay, the vendor's sample shows `"Folders": []`. */
function withoutEmpty(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutEmpty);
	if (!isObject(value)) return value;
	const kept = Object.entries(value).filter(([, member]) => member !== undefined && member !== '');
	return Object.fromEntries(kept.map(([name, member]) => [name, withoutEmpty(member)]));
}

function members(content: object): Markup[] {
	return Object.entries(content)
		.filter(([, value]) => value !== undefined && value !== '')
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, value]) => member(name, value));
}

function member(name: string, value: unknown): Markup {
	if (Array.isArray(value))
		return element(
			name,
			value.map((entry) => entryOf(name, entry)),
		);
	if (isObject(value)) return element(name, members(value));
	return element(name, String(value));
}

/** Plain `string` elements in the arrays namespace are assumed: no sample shows an array of texts in XML. */
function entryOf(name: string, entry: unknown): Markup {
	if (isObject(entry)) return element(ENTRY_NAMES[name] ?? 'Item', members(entry));
	return element('string', String(entry), { xmlns: ARRAYS_NAMESPACE });
}
