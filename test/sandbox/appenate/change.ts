import { Refusal, type JsonObject, isEmail } from '../http/wire';
import type { Store } from '../store';
import type { AppenatePerson, MetadataEntry, Place } from './people';
import type { AppenatePlaces } from './places';

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
	// Edge is a type of the portal; that the API takes it is assumed.
	Type: ['Edge', 'Full', 'Premium', 'Standard', 'Lite'],
	WebsiteRole: ['', 'ReadOnly', 'User', 'Admin', 'EnterpriseAdmin', 'VendorAdmin', 'SuperAdmin'],
	Status: ['Active', 'Invited', 'Inactive'],
};
const PLAIN = ['Type', 'FirstName', 'LastName', 'Email', 'Status', 'ExternalId', 'TimeZone', 'Country', 'WebsiteRole'];
const MORE_PLAIN = ['ColorCode', 'LoginId'];

interface Around {
	readonly store: Store<AppenatePerson>;
	readonly known: AppenatePlaces;
	readonly now: string;
}

/** The person with the members of a POST or PUT: what is not in the request stays, arrays replace. */
export function applied(person: AppenatePerson, members: JsonObject, { store, known, now }: Around): AppenatePerson {
	const plain = [...PLAIN, ...MORE_PLAIN].filter((name) => members[name] !== undefined);
	const next: AppenatePerson = {
		...person,
		...Object.fromEntries(plain.map((name) => [name, members[name]])),
	};
	const form = identifierForm(members);
	if (Array.isArray(members.Folders)) next.Folders = places(known.folders, members.Folders, form, 'Folders');
	if (Array.isArray(members.Groups)) next.Groups = places(known.groups, members.Groups, form, 'Groups');
	if (Array.isArray(members.Metadata)) next.Metadata = (members.Metadata as MetadataEntry[]).map((entry) => stored(entry, person));
	check(next, store);
	next.UserAudits = audited(person, next, now);
	next.LastUpdated = now;
	return next;
}

/** Which member of a Place the entries of Folders and Groups are. */
export function identifierForm(flags: { UseNames?: unknown; UseExternalIds?: unknown }): 'Id' | 'Name' | 'ExternalId' {
	if (flags.UseNames === true && flags.UseExternalIds === true) {
		throw invalid('UseNames', 'UseNames and UseExternalIds exclude each other.');
	}
	if (flags.UseNames === true) return 'Name';
	return flags.UseExternalIds === true ? 'ExternalId' : 'Id';
}

/** GUIDs are read with and without dashes, in any case. */
export function guid(text: string): string {
	return text.replaceAll('-', '').toLowerCase();
}

export function invalid(field: string, message: string, code = 'Invalid'): Refusal {
	return new Refusal(400, message, code, field);
}

/** Something that is not there. The pages: 400 is for parameters, and the ordinary answer to all else is 500. */
export function unknown(field: string, message: string): Refusal {
	return new Refusal(500, message, 'NotFound', field);
}

/** Something that another record has already; also a 500. */
export function taken(field: string, message: string): Refusal {
	return new Refusal(500, message, 'AlreadyExists', field);
}

function places(known: readonly Place[], entries: readonly unknown[], form: keyof Place, field: string): string[] {
	return entries.map((entry) => {
		const wanted = form === 'Id' ? guid(String(entry)) : String(entry);
		const found = known.find((candidate) => candidate[form] === wanted);
		if (!found) throw invalid(field, `'${String(entry)}' in ${field} was not found.`);
		return found.Id;
	});
}

/** The entry without default values. A member that no page names must be as an answer has shown it: here a slip must show. */
function stored({ Key, Val = '', Index = 0, ...ofBrand }: MetadataEntry, { Metadata }: AppenatePerson): MetadataEntry {
	const known = Metadata.find((entry) => entry.Key === Key);
	for (const [name, value] of Object.entries(ofBrand)) {
		if (JSON.stringify(known?.[name]) !== JSON.stringify(value)) throw invalid(name, `Unknown member '${name}' in Metadata.`);
	}
	return { Key, ...(Val === '' ? {} : { Val }), ...(Index === 0 ? {} : { Index }), ...ofBrand };
}

function check(next: AppenatePerson, store: Store<AppenatePerson>): void {
	for (const field of ['FirstName', 'LastName', 'Email'] as const) {
		if (next[field] === '') throw invalid(field, `'${field}' should not be empty.`, 'NotEmpty');
	}
	if (!isEmail(next.Email)) throw invalid('Email', `'Email' is not a valid email address.`, 'Email');
	const email = next.Email.toLowerCase();
	if (store.named(email).some((other) => other.Id !== next.Id && other.Email.toLowerCase() === email)) {
		throw taken('Email', 'A user with this email already exists.');
	}
	for (const [field, allowed] of Object.entries(ALLOWED)) {
		const value = next[field as keyof AppenatePerson] ?? '';
		if (value !== '' || !allowed.includes('')) {
			if (!allowed.includes(String(value))) throw invalid(field, `'${String(value)}' is not a valid ${field}.`, 'Enum');
		}
	}
	if ((next.ExternalId ?? '').length > 50) throw invalid('ExternalId', 'ExternalId has at most 50 characters.', 'Length');
	const login = next.LoginId ?? '';
	if (login !== '' && login.length < 5) throw invalid('LoginId', 'LoginId has at least 5 characters.', 'Length');
	const color = next.ColorCode ?? '';
	if (color !== '' && !/^#[\da-f]{6}$/i.test(color)) throw invalid('ColorCode', 'ColorCode must be an HTML color code.');
}

/** A change of type or status closes the open audit and starts another, as in the vendor's sample. Of reasons, two are seen in answers. */
function audited(person: AppenatePerson, next: AppenatePerson, now: string): AppenatePerson['UserAudits'] {
	if (person.Type === next.Type && person.Status === next.Status) return person.UserAudits;
	const reason = person.Type !== next.Type ? 'TypeChange' : next.Status === 'Active' ? 'Activated' : undefined;
	const closed = person.UserAudits.map((audit) => (audit.Off ? audit : { ...audit, Off: now, ...(reason ? { OffReason: reason } : {}) }));
	const Id = Math.max(1600000, ...person.UserAudits.map((audit) => audit.Id)) + 10000;
	return [...closed, { Id, Email: next.Email, On: now, Type: next.Type, Status: next.Status }];
}
