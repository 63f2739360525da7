import { Refusal } from '../http/wire';
import { type Json, textAt } from './exactJson';
import { dateFilter, listed, valuesOf } from './paging';
import type { HighQPerson } from './people';
import { type HighQBooks, type HighQRecord, ORGANISATION_GROUPS, placesOf } from './records';
import { STATUS_WORDS } from './user';
import { type JsonTree, REF } from './wire';

const SORT_KEYS: Readonly<Record<string, readonly string[]>> = {
	firstname: ['name', 'firstname'],
	lastname: ['name', 'lastname'],
	email: ['email'],
	status: ['status'],
	organisation: ['organisation', 'orgname'],
	invited: ['inviteddate'],
	// The page writes it in two words, other pages in one.
	'last login': ['lastlogindate'],
	lastlogin: ['lastlogindate'],
	created: ['createddate'],
	updated: ['modifieddate'],
};

type Test = (person: HighQPerson) => boolean;

/** GET /users: filter, sort, cut, and show the fields that were asked for. */
export function listUsers(
	people: readonly HighQPerson[],
	query: URLSearchParams,
	{ books, summary }: { books: HighQBooks; summary: (person: HighQPerson) => JsonTree },
): Json {
	const tests = testsOf(query, books);
	const hits = people.filter((person) => tests.every((test) => test(person)));
	return listed(hits, query, { member: 'users', sortKeys: SORT_KEYS, summary, flat });
}

function testsOf(query: URLSearchParams, { organisations, groups }: HighQBooks): Test[] {
	const status = query.get('status');
	if (status !== null && !STATUS_WORDS.includes(status)) throw new Refusal(400, 'Invalid status', REF.status);
	const search = (query.get('search') ?? '').toLowerCase();
	const created = dateFilter(query, 'createddate', 'createdDate');
	const modified = dateFilter(query, 'modifieddate', 'modifiedDate');
	const members = new Set(
		groups
			.all()
			.filter(named(valuesOf(query, 'usergroups')))
			.flatMap(({ users }) => (Array.isArray(users) ? users.map(String) : [])),
	);
	const grouped = valuesOf(query, 'organisationgroups').flatMap((group) => ORGANISATION_GROUPS[group] ?? []);

	return [
		(person) =>
			[textAt(person, 'name', 'firstname'), textAt(person, 'name', 'lastname'), person.email].join(' ').toLowerCase().includes(search),
		(person) => (status ?? person.status) === person.status,
		oneOf(valuesOf(query, 'departments'), (person) => [textAt(person, 'department')]),
		oneOf(valuesOf(query, 'organisations'), (person) => [orgOf(person), textAt(person, 'organisation', 'orgname')]),
		oneOf(valuesOf(query, 'organisationgroups').length === 0 ? [] : ['none', ...grouped.map(String)], (person) => [orgOf(person)]),
		(person) => !query.has('usergroups') || members.has(String(person.id)),
		oneOf(valuesOf(query, 'locations'), (person) => placesOf(organisations.byId(orgOf(person)))),
		(person) => created(Date.parse(`${textAt(person, 'createddate')} UTC`)),
		// Nobody says what the date of somebody who was never changed is.
		(person) => modified(Date.parse(`${textAt(person, 'modifieddate') || textAt(person, 'createddate')} UTC`)),
	];
}

function oneOf(wanted: readonly string[], own: (person: HighQPerson) => readonly string[]): Test {
	return (person) => wanted.length === 0 || own(person).some((value) => wanted.includes(value));
}

function named(wanted: readonly string[]): (record: HighQRecord) => boolean {
	return ({ id, name }) => wanted.includes(String(id)) || wanted.includes(name);
}

function orgOf(person: HighQPerson): string {
	return textAt(person, 'organisation', 'orgid');
}

/** The names are flat: firstname stands for name.firstname. */
function flat({ name, organisation, location, ...rest }: HighQPerson): JsonTree {
	return Object.assign({}, name, organisation, location, rest);
}
