import { Refusal, type JsonObject, bodyText, isObject, isTexts, mediaType } from '../http/wire';
import { type XmlElement, parseXml } from '../http/xml';
import type { FastifyRequest } from 'fastify';

type MemberType = 'integer' | 'text' | 'texts' | 'boolean' | 'pairs' | 'items';
type Members = Readonly<Record<string, MemberType>>;

const SIGNED: Members = { CompanyId: 'integer', IntegrationKey: 'text', Id: 'text' };
const USER: Members = {
	...SIGNED,
	Type: 'text',
	FirstName: 'text',
	LastName: 'text',
	Email: 'text',
	Password: 'text',
	Status: 'text',
	ExternalId: 'text',
	TimeZone: 'text',
	Country: 'text',
	WebsiteRole: 'text',
	Folders: 'texts',
	Groups: 'texts',
	DoNotEmail: 'boolean',
	ColorCode: 'text',
	Metadata: 'pairs',
	UseNames: 'boolean',
	UseExternalIds: 'boolean',
	LoginId: 'text',
};
const USER_GROUP: Members = { ...SIGNED, Name: 'text', ExternalId: 'text', UserIds: 'texts' };
const FOLDER: Members = {
	...SIGNED,
	Name: 'text',
	ExternalId: 'text',
	IsRestricted: 'boolean',
	RestrictToGroup: 'text',
	Description: 'text',
	Items: 'items',
};

/** The request DTOs, with the type that each member must have. */
const DTOS = { User: USER, UserGroup: USER_GROUP, Folder: FOLDER };
export type RequestDto = keyof typeof DTOS;

const INSTANCE_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

/** The body's members, JSON or XML, each of the right type; null ones are dropped as ServiceStack does. */
export function readMembers(request: FastifyRequest, dto: RequestDto): JsonObject {
	const type = mediaType(request);
	// The General Information pages: without a Content-Type the body is taken for XML.
	const members = type === 'application/json' ? readJson(request) : type === '' || /\/xml$/.test(type) ? readXml(request, dto) : undefined;
	if (!members) throw unreadable(`The content type '${type}' is not supported.`);
	for (const [name, value] of Object.entries(members)) {
		const expected = typeOf(name, dto);
		// The real serializer ignores what it doesn't know; here a slip must show.
		if (!expected) throw unreadable(`Unknown member '${name}'.`, name);
		if (!fits(value, expected)) throw unreadable(`The member '${name}' is not of type ${expected}.`, name);
	}
	return members;
}

function typeOf(name: string, dto: RequestDto): MemberType | undefined {
	return Object.hasOwn(DTOS[dto], name) ? DTOS[dto][name] : undefined;
}

function unreadable(message: string, field = ''): Refusal {
	return new Refusal(400, message, 'SerializationException', field);
}

function readJson(request: FastifyRequest): JsonObject {
	let parsed: unknown;
	try {
		parsed = JSON.parse(bodyText(request));
	} catch {
		throw unreadable('The body is not valid JSON.');
	}
	if (!isObject(parsed)) throw unreadable('The body must be one JSON object.');
	return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== null));
}

function fits(value: unknown, expected: MemberType): boolean {
	switch (expected) {
		case 'integer':
			return Number.isInteger(value);
		case 'text':
			return typeof value === 'string';
		case 'boolean':
			return typeof value === 'boolean';
		case 'texts':
			return isTexts(value);
		case 'pairs':
			return Array.isArray(value) && value.every(isPair);
		case 'items':
			return Array.isArray(value) && value.every(isItem);
	}
}

function isItem(value: unknown): boolean {
	return isObject(value) && typeof value.KeyId === 'string' && typeof value.Type === 'string' && Object.keys(value).length === 2;
}

function isPair(value: unknown): boolean {
	if (!isObject(value) || typeof value.Key !== 'string') return false;
	return ['string', 'undefined'].includes(typeof value.Val) && (value.Index === undefined || Number.isInteger(value.Index));
}

function readXml(request: FastifyRequest, dto: RequestDto): JsonObject {
	// Nothing shows a group or a folder in XML, so whatever a client sends there is a guess.
	if (dto !== 'User') throw unreadable(`The root element of a ${dto} is not known.`);
	let root: XmlElement;
	try {
		root = parseXml(bodyText(request));
	} catch {
		throw unreadable('The body is not well-formed XML.');
	}
	// The pages only say "the DTO name"; User is an assumption.
	if (root.name !== 'User') throw unreadable(`The root element must be User, not ${root.name}.`);
	if (root.declares.i !== INSTANCE_NAMESPACE) throw unreadable(`The root element must declare xmlns:i.`);
	requireOrder(root, INHERITED);
	const present = root.children.filter((child) => child.attributes.nil !== 'true');
	return Object.fromEntries(present.map((child) => [child.name, xmlValue(child)]));
}

/** Inherited members come before the alphabet, as in what the vendor's own serializer writes for `/environment`. */
const INHERITED: readonly string[] = ['CompanyId', 'IntegrationKey'];

/** A DataContractSerializer silently skips a member out of order; the sandbox says which one. */
function requireOrder(parent: XmlElement, inherited: readonly string[] = []): void {
	const place = ({ name }: XmlElement): string => `${inherited.includes(name) ? 0 : 1} ${name}`;
	parent.children.forEach((child, index) => {
		const previous = parent.children[index - 1];
		if (previous && !(place(previous) < place(child))) {
			throw unreadable(`The member '${child.name}' is out of order: ${inherited.join(', ')}, then the alphabet.`, child.name);
		}
	});
}

function xmlValue(member: XmlElement): unknown {
	const expected = typeOf(member.name, 'User') ?? 'text';
	if (expected === 'texts') return member.children.map((child) => child.text);
	if (expected === 'pairs') return member.children.map(xmlPair);
	if (member.children.length > 0) throw unreadable(`The member '${member.name}' can't have children.`, member.name);
	if (expected === 'integer') return /^-?\d+$/.test(member.text) ? Number(member.text) : member.text;
	if (expected === 'boolean') return member.text === 'true' ? true : member.text === 'false' ? false : member.text;
	return member.text;
}

function xmlPair(pair: XmlElement): JsonObject {
	requireOrder(pair);
	const texts = pair.children.map(({ name, text }): [string, unknown] => [name, name === 'Index' ? Number(text) : text]);
	return Object.fromEntries(texts);
}
