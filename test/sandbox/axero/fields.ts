import { Refusal, isEmail } from '../http/wire';
import type { Store } from '../store';
import { type AxeroPerson, LABELS, TIME_ZONES, emptyLabels } from './people';

export type FieldTexts = Readonly<Record<string, string>>;

const IDENTIFIERS = ['UserID', 'Username', 'Email'] as const;
const KNOWN: ReadonlySet<string> = new Set<string>([...LABELS, ...IDENTIFIERS]);

/** Keys are labels in their exact case, values are text: POST /api/users/fields knows nothing else. */
export function readFields(body: Readonly<Record<string, unknown>>): FieldTexts {
	const texts: Record<string, string> = {};
	for (const [label, value] of Object.entries(body)) {
		if (!KNOWN.has(label)) throw new Refusal(200, `There is no profile field with the label '${label}'.`);
		if (typeof value !== 'string') throw new Refusal(200, `The value of '${label}' must be a string.`);
		texts[label] = value;
	}
	return texts;
}

/** Updates or adds a person, and returns the user id. Nothing is stored unless everything is right. */
export function writeFields(store: Store<AxeroPerson>, fields: FieldTexts, addUser: string): number {
	const identifier = IDENTIFIERS.find((key) => fields[key] !== undefined && fields[key] !== '');
	if (!identifier) throw new Refusal(200, 'UserID, Email or Username is required.');
	const wanted = (fields[identifier] ?? '').toLowerCase();
	const found = store.named(wanted).find((person) => String(person[identifier]).toLowerCase() === wanted);
	if (found && addUser === 'true') throw new Refusal(200, 'A user with this email or username already exists.');
	if (!found && addUser === 'false') throw new Refusal(200, 'User not found.');
	return found ? update(store, found, fields, identifier) : add(store, fields);
}

function update(store: Store<AxeroPerson>, found: AxeroPerson, fields: FieldTexts, identifier: string): number {
	const { UserID: _id, Username, Email, ...labels } = fields;
	const next = { ...found, labels: { ...found.labels, ...labels } };
	// The identifier finds; an email or user name beside a stronger identifier is a value to set.
	if (identifier === 'UserID' && Username !== undefined) next.Username = Username;
	if (identifier !== 'Email' && Email !== undefined) next.Email = Email;
	check(store, next);
	store.replace(String(found.UserID), next);
	return found.UserID;
}

function add(store: Store<AxeroPerson>, fields: FieldTexts): number {
	const { UserID: _id, Email = '', Username = Email, ...labels } = fields;
	const highest = Math.max(...store.all().map((person) => person.UserID));
	const next = { UserID: highest + 1, Username, Email, active: true, roles: [], labels: { ...emptyLabels(), ...labels } };
	check(store, next);
	store.add(next);
	return next.UserID;
}

function check(store: Store<AxeroPerson>, next: AxeroPerson): void {
	const { labels } = next;
	if (!isEmail(next.Email)) throw new Refusal(200, 'Email is not valid.');
	if (next.Username === '') throw new Refusal(200, 'Username is required.');
	const others = (key: string): readonly AxeroPerson[] => store.named(key).filter(({ UserID }) => UserID !== next.UserID);
	if (others(next.Email).some(({ Email }) => Email.toLowerCase() === next.Email.toLowerCase())) {
		throw new Refusal(200, 'This email is already in use.');
	}
	if (others(next.Username).some(({ Username }) => Username.toLowerCase() === next.Username.toLowerCase())) {
		throw new Refusal(200, 'This username is already in use.');
	}
	const manager = labels['Reports to'] ?? '';
	if (manager !== '' && !store.named(manager).some((person) => person.Username === manager)) {
		throw new Refusal(200, `'Reports to' must be the username of a user.`);
	}
	const timeZone = labels['Time zone'] ?? '';
	if (timeZone !== '' && !TIME_ZONES.includes(timeZone)) throw new Refusal(200, `'Time zone' must be a time zone ID.`);
	if (!['', 'true', 'false'].includes(labels['Share my profile'] ?? '')) {
		throw new Refusal(200, `'Share my profile' must be true or false.`);
	}
}
