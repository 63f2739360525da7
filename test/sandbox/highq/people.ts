import { type Person, inventPeople, DEPARTMENTS } from '../people';
import type { PersonView } from '../store';
import { type Json, isExactNumber, isJsonObject, textAt } from './exactJson';

/** The whole user object as the API shows it. A PUT replaces all of it but the id. */
export interface HighQPerson {
	id: number;
	email: string;
	[member: string]: Json;
}

export interface Organisation {
	readonly orgid: number;
	readonly orgname: string;
	readonly orgaddressid: number;
}

export const ORGANISATIONS: readonly Organisation[] = [
	{ orgid: 75, orgname: 'Example Holding', orgaddressid: 98 },
	{ orgid: 76, orgname: 'Łódź & Partners', orgaddressid: 99 },
];

const FIRST_ID = 3;

export function highqPeople(howMany?: number): HighQPerson[] {
	return inventPeople(howMany).map(asHighQ);
}

function asHighQ(person: Person): HighQPerson {
	const organisation = ORGANISATIONS[person.number % 10 === 4 ? 1 : 0];
	return {
		id: FIRST_ID + person.number - 1,
		name: {
			firstname: person.firstName,
			lastname: person.lastName,
			title: person.number % 5 === 0 ? 'Dr' : '',
		},
		externalid: person.employeeNumber,
		email: person.email,
		phone: person.phone,
		mobile: person.mobile,
		jobtitle: person.jobTitle,
		department: person.department,
		status: 'active',
		organisation: { ...organisation },
		location: {
			addressline1: `${person.number} High Street`,
			addressline2: '',
			city: person.city,
			country: person.country,
			postcode: `0${1000 + person.number}`,
		},
		img: '',
		sociallinks: { link: links(person) },
		customlinks: {
			link: { name: 'Blog', value: `https://blog.example.test/?who=${person.userName}&lang=en` },
		},
		messaginglinks: { link: { name: 'Skype', value: person.userName } },
		secretaryname: person.managerUserName,
		secretarymail: person.managerUserName === '' ? '' : `${person.managerUserName}@example.test`,
		bio: person.number === 3 ? '张伟 ]]> & <3 ' : '',
		sourcetype: 'AD',
		specialities: 'tax,energy',
		...undocumented(person),
	};
}

function links(person: Person): Json {
	const linkedIn = { name: 'LinkedIn', value: `https://social.example.test/${person.userName}` };
	return person.number % 2 === 0 ? [linkedIn, { name: 'X', value: `@${person.userName}` }] : linkedIn;
}

/** Members that no page mentions, such as an instance may well have. They must survive an update. */
function undocumented(person: Person): { [member: string]: Json } {
	return {
		practicegroups: {
			practicegroup: [person.department, DEPARTMENTS[person.number % DEPARTMENTS.length] ?? ''],
		},
		createddate: '12 Mar 2029 09:15',
		lastlogindate: '',
		relationshipscore: { exactNumber: '1.10' },
		legacykey: { exactNumber: `123456789012345678${String(person.number).padStart(2, '0')}` },
		ifpartner: false,
		retiredon: null,
	};
}

export const highqView: PersonView<HighQPerson> = {
	keys: (person) => [String(person.id), person.email],
	card: (person) => ({
		id: String(person.id),
		name: `${textAt(person, 'name', 'firstname')} ${textAt(person, 'name', 'lastname')}`.trim(),
		email: person.email,
		jobTitle: textAt(person, 'jobtitle'),
		department: textAt(person, 'department'),
		phone: textAt(person, 'phone'),
		active: person.status === 'active',
	}),
	flat: (person) => flatten(person),
};

function flatten(value: Json, path = ''): Record<string, string> {
	if (Array.isArray(value)) return Object.assign({}, ...value.map((entry, index) => flatten(entry, `${path}[${index}]`)));
	if (isExactNumber(value)) return { [path]: value.exactNumber };
	if (!isJsonObject(value)) return { [path]: String(value ?? '') };
	const inner = Object.entries(value).map(([name, member]) => flatten(member, path === '' ? name : `${path}.${name}`));
	return Object.assign({}, ...inner);
}
