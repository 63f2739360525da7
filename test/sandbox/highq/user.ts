import { Refusal, isEmail } from '../http/wire';
import type { Store } from '../store';
import { type Json, isJsonObject } from './exactJson';
import { organisationOf } from './organisations';
import type { HighQPerson } from './people';
import type { RecordBook } from './records';
import { type JsonTree, REF } from './wire';

/** The error page's words for a status. */
export const STATUS_WORDS = ['active', 'archive', 'disable', 'suspended', 'pending', '0', '1', '2', '3'];
const TEXTS = ['externalid', 'email', 'phone', 'mobile', 'jobtitle', 'department', 'status', 'img', 'secretaryname'];
const MORE_TEXTS = ['secretarymail', 'bio', 'sourcetype', 'specialities'];
const OBJECTS = ['name', 'organisation', 'location', 'sociallinks', 'customlinks', 'messaginglinks'];
const LINKS = ['sociallinks', 'customlinks', 'messaginglinks'];

export interface Directory {
	readonly store: Store<HighQPerson>;
	readonly organisations: RecordBook;
}

/** The user that a POST makes. Everybody belongs to one organisation: the domain of the address says which, or it is given. */
export function newcomer(id: number, sent: JsonTree, directory: Directory): HighQPerson {
	const user = replacement(id, { status: 'active', ...sent }, directory);
	const organisation = user.organisation ?? organisationOf(user.email, directory.organisations);
	if (organisation === undefined) throw bad('An organisation is required for this email domain');
	return { ...user, organisation };
}

/** The user that a PUT leaves behind: the object sent, and nothing of what was there before but the id. */
export function replacement(id: number, sent: JsonTree, { store, organisations }: Directory): HighQPerson {
	checkTypes(sent);
	checkName(sent.name);
	const email = sent.email;
	if (typeof email !== 'string' || !isEmail(email)) throw bad('Email address is missing or not valid');
	if (sent.id !== undefined && String(sent.id) !== String(id)) throw bad('The ID of the user cannot be changed');
	const taken = email.toLowerCase();
	if (store.named(taken).some((other) => other.id !== id && other.email.toLowerCase() === taken)) {
		throw bad('A user with this email address already exists');
	}
	if (sent.status !== undefined && !STATUS_WORDS.includes(String(sent.status))) {
		throw new Refusal(400, 'Invalid status', REF.status);
	}
	checkOrganisation(sent.organisation, organisations);
	return { ...withLinks(sent), id, email };
}

function checkTypes(sent: JsonTree): void {
	const wrongText = [...TEXTS, ...MORE_TEXTS].find((name) => sent[name] !== undefined && typeof sent[name] !== 'string');
	// An empty XML element reads as '' and stands for an empty object.
	const wrongObject = OBJECTS.find((name) => sent[name] !== undefined && sent[name] !== '' && !isJsonObject(sent[name]));
	const wrong = wrongText ?? wrongObject;
	if (wrong !== undefined) throw bad(`Invalid value of ${wrong}`);
}

function checkName(name: Json | undefined): void {
	const parts = isJsonObject(name) ? name : {};
	if (typeof parts.firstname !== 'string' || parts.firstname === '') throw bad('First name is required');
	if (typeof parts.lastname !== 'string' || parts.lastname === '') throw bad('Last name is required');
}

function checkOrganisation(organisation: Json | undefined, organisations: RecordBook): void {
	if (!isJsonObject(organisation) || organisation.orgid === undefined) return;
	const known = typeof organisation.orgid === 'number' && organisations.byId(organisation.orgid);
	if (!known) throw new Refusal(404, 'Organisation not found', REF.org);
}

/** One link is an object, several are a list: what JSON made from XML looks like. */
function withLinks(sent: JsonTree): JsonTree {
	const changed = LINKS.filter((name) => isJsonObject(sent[name])).map((name) => {
		const group = sent[name] as JsonTree;
		const [only, ...more] = Array.isArray(group.link) ? group.link : [];
		return [name, only !== undefined && more.length === 0 ? { ...group, link: only } : group];
	});
	return { ...sent, ...(Object.fromEntries(changed) as JsonTree) };
}

function bad(summary: string): Refusal {
	return new Refusal(400, summary, REF.body);
}
