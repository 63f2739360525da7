import type { Person } from '../people';
import { inventPeople } from '../people';
import type { PersonView } from '../store';

export interface AxeroPerson {
	UserID: number;
	Username: string;
	Email: string;
	/** Whether they may sign in. Only the SCIM service tells and changes it. */
	active: boolean;
	/** Only the SCIM service shows them. */
	roles: readonly string[];
	/** Profile fields by label, all text. */
	labels: Record<string, string>;
}

/** The labels of this site, those of the sample of the bulk import among them; an administrator could rename each of them. */
export const LABELS = [
	'First name',
	'Last name',
	'Company',
	'Phone',
	'Mobile phone',
	'Department',
	'Job title',
	'Occupation',
	'Reports to',
	'Time zone',
	'Share my profile',
	'Employee number',
	'Address',
	'Address 1',
	'City',
	'State',
	'Zip code',
	'Postal code',
	'Country',
	'Date of birth',
	'Profile photo',
	'Bio',
	'Interests',
	'Skills',
	'Start date',
	'LinkedIn',
] as const;

/** Ids from the vendor's list of time zones; its contents were not to be had, so these are examples. */
export const TIME_ZONES = ['1', '2', '5', '11', '13', '27', '35', '41', '56', '75'];

const FIRST_USER_ID = 12;

export function axeroPeople(howMany?: number): AxeroPerson[] {
	return inventPeople(howMany).map((person) => ({
		UserID: FIRST_USER_ID + person.number - 1,
		Username: person.userName,
		Email: person.email,
		active: true,
		roles: [],
		labels: { ...emptyLabels(), ...labelsOf(person) },
	}));
}

export function emptyLabels(): Record<string, string> {
	return Object.fromEntries(LABELS.map((label) => [label, '']));
}

function labelsOf(person: Person): Record<string, string> {
	return {
		'First name': person.firstName,
		'Last name': person.lastName,
		Company: 'Example Holding',
		Phone: person.phone,
		'Mobile phone': person.mobile,
		Department: person.department,
		'Job title': person.jobTitle,
		'Reports to': person.managerUserName,
		'Time zone': '27',
		'Share my profile': 'true',
		'Employee number': person.employeeNumber,
		City: person.city,
		Country: person.country,
		Bio: person.number === 3 ? '张伟 ]]> & <3' : '',
	};
}

export const axeroView: PersonView<AxeroPerson> = {
	keys: (person) => [String(person.UserID), person.Username, person.Email],
	card: (person) => ({
		id: String(person.UserID),
		name: displayName(person),
		email: person.Email,
		jobTitle: person.labels['Job title'] ?? '',
		department: person.labels.Department ?? '',
		phone: person.labels.Phone ?? '',
		active: person.active,
	}),
	flat: (person) => ({ ...person.labels, Email: person.Email, Username: person.Username, Active: String(person.active) }),
};

export function displayName(person: AxeroPerson): string {
	return `${person.labels['First name'] ?? ''} ${person.labels['Last name'] ?? ''}`.trim();
}

/** What a search for a piece of text looks through. */
export function searchText(person: AxeroPerson): string {
	return [displayName(person), person.Username, person.Email].join('\n').toLowerCase();
}
