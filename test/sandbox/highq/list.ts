import { Refusal, countFrom } from '../http/wire';
import { type Json, textAt } from './exactJson';
import type { HighQPerson } from './people';
import { STATUS_WORDS } from './user';
import { type JsonTree, REF } from './wire';

const USUAL_LIMIT = 200;
/** Sort key of the page to the member that it stands for. */
const SORT_KEYS: Readonly<Record<string, readonly string[]>> = {
	firstname: ['name', 'firstname'],
	lastname: ['name', 'lastname'],
	email: ['email'],
	status: ['status'],
	organisation: ['organisation', 'orgname'],
	created: ['createddate'],
};
/** Documented, but not here: leaving one out silently would show people that the vendor wouldn't. */
const MISSING_FILTERS = ['organisationgroups', 'usergroups', 'locations', 'createddate', 'modifieddate'];

/** GET /users: filter, sort, cut, and show the fields that were asked for. */
export function listUsers(people: readonly HighQPerson[], query: URLSearchParams, summary: (person: HighQPerson) => JsonTree): Json {
	const offset = countFrom(query.get('offset') ?? undefined, 0);
	const limit = countFrom(query.get('limit') ?? undefined, USUAL_LIMIT);
	if (offset === undefined) throw new Refusal(400, 'Invalid offset', REF.offset);
	if (!limit) throw new Refusal(400, 'Invalid limit', REF.limit);
	const hits = sorted(people.filter(filterOf(query)), query.get('sort'));
	const rows = hits.slice(offset, offset + limit);
	return {
		totalcount: hits.length,
		total: rows.length,
		currentpage: Math.floor(offset / limit),
		users: rows.map((person) => shownFields(person, query.get('fields'), summary)),
	};
}

function filterOf(query: URLSearchParams): (person: HighQPerson) => boolean {
	const status = query.get('status');
	if (status !== null && !STATUS_WORDS.includes(status)) throw new Refusal(400, 'Invalid status', REF.status);
	const search = (query.get('search') ?? '').toLowerCase();
	const departments = list(query.get('departments'));
	const organisations = list(query.get('organisations'));
	const missing = MISSING_FILTERS.find((name) => query.has(name));
	if (missing !== undefined) throw new Refusal(501, `The sandbox has no filter ${missing}`, '501');
	return (person) => {
		const text = [textAt(person, 'name', 'firstname'), textAt(person, 'name', 'lastname'), person.email].join(' ');
		const own = textAt(person, 'status');
		const organisation = [textAt(person, 'organisation', 'orgid'), textAt(person, 'organisation', 'orgname')];
		return (
			text.toLowerCase().includes(search) &&
			(status ?? own) === own &&
			(departments.length === 0 || departments.includes(textAt(person, 'department'))) &&
			(organisations.length === 0 || organisations.some((wanted) => organisation.includes(wanted)))
		);
	};
}

function list(text: string | null): string[] {
	return text === null || text === '' ? [] : text.split(',');
}

/** The error table demands the sign, and an unescaped + arrives as a blank. */
function sorted(people: HighQPerson[], sort: string | null): HighQPerson[] {
	if (sort === null) return people;
	const path = SORT_KEYS[sort.slice(1)];
	const sign = sort.startsWith('+') ? 1 : sort.startsWith('-') ? -1 : 0;
	if (!path || sign === 0) throw new Refusal(400, 'Invalid sort parameter', REF.sort);
	const key = (person: HighQPerson): string => textAt(person, ...path);
	return people.sort((a, b) => sign * key(a).localeCompare(key(b)));
}

function shownFields(person: HighQPerson, fields: string | null, summary: (person: HighQPerson) => JsonTree): JsonTree {
	if (fields === null || fields === '') return summary(person);
	if (fields === 'all') return person;
	// The names are flat: firstname stands for name.firstname.
	const { name, organisation, location, ...flat } = person;
	const members: JsonTree = Object.assign({}, name, organisation, location, flat);
	const wanted = list(fields).filter((field) => members[field] !== undefined);
	return Object.fromEntries(wanted.map((field) => [field, members[field] as Json]));
}
