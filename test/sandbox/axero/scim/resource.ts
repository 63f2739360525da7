import { steadyUuid } from '../../people';
import { type AxeroPerson, displayName } from '../people';
import type { ScimBehavior } from './service';

/** The attributes of a user that this service keeps. */
export interface ScimResource {
	id: string;
	userName: string;
	name?: { givenName?: string; familyName?: string; formatted?: string };
	displayName?: string;
	title?: string;
	active?: boolean;
	emails?: Array<{ value: string; type?: string; primary?: boolean }>;
	phoneNumbers?: Array<{ value: string; type?: string }>;
	roles?: Array<{ value: string }>;
}

/** An id of this service's own, which no other call of Axero knows. */
export function scimIdOf({ UserID }: Pick<AxeroPerson, 'UserID'>): string {
	return steadyUuid(`axero-scim ${UserID}`);
}

/** A person as the service shows them: RFC 7643, section 4.1. */
export function resourceOf(person: AxeroPerson, { userNames }: Pick<ScimBehavior, 'userNames'>): ScimResource {
	const { labels } = person;
	return {
		id: scimIdOf(person),
		userName: userNames === 'email' ? person.Email : person.Username,
		name: { givenName: textIn(labels, 'First name'), familyName: textIn(labels, 'Last name'), formatted: displayName(person) },
		displayName: displayName(person),
		title: textIn(labels, 'Job title'),
		active: person.active,
		emails: [{ value: person.Email, type: 'work', primary: true }],
		phoneNumbers: [{ value: textIn(labels, 'Phone'), type: 'work' }],
		...(person.roles.length > 0 ? { roles: person.roles.map((value) => ({ value })) } : {}),
	};
}

/** The person after a write that holds the whole user: what does not come is emptied, as PUT has it (RFC 7644, section 3.5.1). */
export function personAfter(before: AxeroPerson, sent: Partial<ScimResource>, { userNames, keepsActive }: ScimBehavior): AxeroPerson {
	const { userName = '', emails = [], name = {}, title = '', phoneNumbers = [], active = true } = sent;
	const email = emails.find(({ primary }) => primary)?.value ?? emails[0]?.value ?? '';
	return {
		...before,
		...(userNames === 'username' ? { Username: userName } : {}),
		Email: email,
		active: keepsActive ? before.active : active,
		labels: {
			...before.labels,
			'First name': name.givenName ?? '',
			'Last name': name.familyName ?? '',
			'Job title': title,
			Phone: phoneNumbers[0]?.value ?? '',
		},
	};
}

function textIn(labels: AxeroPerson['labels'], label: string): string {
	return labels[label] ?? '';
}
