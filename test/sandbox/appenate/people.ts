import { COUNTRIES, DEPARTMENTS, type Person, inventPeople, steadyHex } from '../people';
import type { PersonView } from '../store';

/** "POST User" of 2025: `Key`, `Val`, `Index`. A member that is none of these is a brand's own. */
export interface MetadataEntry {
	readonly [ofBrand: string]: unknown;
	Key: string;
	/** Absent when empty, as in the vendor's sample. */
	Val?: string;
	/** What it orders is on no page. Absent when 0, as other default values are. */
	Index?: number;
}

export interface UserAudit {
	Id: number;
	Email: string;
	On: string;
	Off?: string;
	OffReason?: string;
	Type: string;
	Status: string;
}

/** Absent and empty mean the same here: replies leave both out. */
export interface AppenatePerson {
	Id: string;
	Type: string;
	FirstName: string;
	LastName: string;
	Email: string;
	Status: string;
	ExternalId?: string;
	TimeZone?: string;
	TimeZoneOffSet?: number;
	Country?: string;
	WebsiteRole?: string;
	ColorCode?: string;
	LoginId?: string;
	/** Shown to vendor accounts with a full access key only. */
	UserId?: number;
	CreatedDate: string;
	LastUpdated: string;
	LastActivity?: string;
	UserAudits: UserAudit[];
	/** GUIDs, whatever form the request used. */
	Folders: string[];
	Groups: string[];
	Metadata: MetadataEntry[];
	CompanyId: number;
}

export const COMPANY_ID = 70001;

/** Something that users are assigned to. */
export interface Place {
	readonly Id: string;
	readonly Name: string;
	readonly ExternalId?: string;
	readonly CompanyId: number;
}

function place(kind: string, name: string, index: number): Place {
	const externalId = `${kind}-0${index + 1}`;
	return {
		Id: steadyHex(`appenate ${kind} ${name}`),
		Name: name,
		ExternalId: externalId,
		CompanyId: COMPANY_ID,
	};
}

export const GROUPS: readonly Place[] = DEPARTMENTS.map((name, index) => place('group', name, index));
export const FOLDERS: readonly Place[] = ['Inspections', 'Time sheets', 'Łódź site'].map((name, index) => place('folder', name, index));

const COUNTRY_CODES = ['PT', 'IE', 'CN', 'PL', 'GB', 'DE', 'FR', 'BR'];
const TYPES = ['Standard', 'Premium', 'Standard', 'Lite'];

export function appenatePeople(howMany?: number): AppenatePerson[] {
	return inventPeople(howMany).map(asAppenate);
}

function asAppenate(person: Person): AppenatePerson {
	const type = TYPES[person.number % TYPES.length] ?? 'Standard';
	const created = '2029-03-05T09:08:07.1230000Z';
	const audit = {
		Id: 1600000 + person.number,
		Email: person.email,
		On: created,
		Type: type,
		Status: 'Active',
	};
	const departmentIndex = DEPARTMENTS.indexOf(person.department);
	return {
		Id: steadyHex(`appenate user ${person.number}`),
		Type: type,
		FirstName: person.firstName,
		LastName: person.lastName,
		Email: person.email,
		Status: 'Active',
		ExternalId: person.employeeNumber,
		TimeZone: 'GMT Standard Time',
		TimeZoneOffSet: 0,
		Country: COUNTRY_CODES[COUNTRIES.indexOf(person.country)] ?? '',
		WebsiteRole: person.number === 1 ? 'Admin' : 'ReadOnly',
		CreatedDate: created,
		LastUpdated: created,
		LastActivity: '2029-11-28T06:30:00.1000000Z',
		UserAudits: [audit],
		Folders: person.number % 3 === 0 ? [FOLDERS[0]?.Id ?? ''] : [],
		Groups: [GROUPS[departmentIndex]?.Id ?? ''],
		Metadata: [
			{ Key: 'PayrollId', Val: person.employeeNumber },
			{ Key: 'Phone', Val: person.phone, Index: 1 },
			{ Key: 'JobTitle', Val: person.jobTitle, Index: 2 },
		],
		CompanyId: COMPANY_ID,
	};
}

export const appenateView: PersonView<AppenatePerson> = {
	keys: (person) => [person.Id, person.Email],
	card: (person) => ({
		id: person.Id,
		name: `${person.FirstName} ${person.LastName}`,
		email: person.Email,
		jobTitle: metadata(person, 'JobTitle') || person.Type,
		department: names(GROUPS, person.Groups),
		phone: metadata(person, 'Phone'),
		active: person.Status !== 'Inactive',
	}),
	flat: (person) => {
		const { UserAudits: _audits, LastUpdated: _updated, Folders, Groups, Metadata, ...plain } = person;
		const texts = Object.entries(plain).map(([name, value]) => [name, String(value ?? '')]);
		return {
			...(Object.fromEntries(texts) as Record<string, string>),
			Folders: names(FOLDERS, Folders),
			Groups: names(GROUPS, Groups),
			...Object.fromEntries(Metadata.map((entry) => [`Metadata ${entry.Key}`, entry.Val ?? ''])),
		};
	},
};

function metadata(person: AppenatePerson, key: string): string {
	return person.Metadata.find((entry) => entry.Key === key)?.Val ?? '';
}

function names(places: readonly Place[], ids: readonly string[]): string {
	return ids.map((id) => places.find((candidate) => candidate.Id === id)?.Name ?? id).join(', ');
}
