import { beforeWriting, failed, invalid, type FailureError } from '../../shared/failure';
import { writesInTurn } from '../../shared/http/writesInTurn';
import type { Change, FieldName, NonEmpty } from '../../shared/provisioning/types';
import type { ProfileField } from '../user/accountFields';
import { isProperty, propertyName, PASSWORD, toProfile, type Invitation, type ISpringProfile } from '../user/profile';
import { STATUS_FIELD, STATUS_NUMBERS } from '../user/status';
import { isSuperior } from '../user/superiors';
import type { Made, Newcomer } from './channel';
import { assertNewcomer } from './mixedUpAnswers';
import { asText, PERHAPS_EXEMPT } from './unchangedFields';

/*
 * The older protocols make a user by a call that takes no profile fields: whatever is mapped beyond it
 * goes out with an update afterwards. What can be known before the first of the two is asked before it.
 */

/** What the call that makes a user takes, what is left for the update, and the status of somebody who is not to be active. */
export type NewUser = Readonly<
	Record<'login' | 'email' | 'password' | 'status', string | undefined> & { properties: readonly Change[]; remainder: readonly Change[] }
>;

const NAMES: ReadonlySet<FieldName> = new Set(['login', 'email', PASSWORD]);

export function newUserOf({ changes }: Pick<Newcomer, 'changes'>): NewUser {
	const textOf = (name: string): string | undefined =>
		asText(changes.find(({ field }) => field.toLowerCase() === name)?.to ?? null) || undefined;
	const status = textOf(STATUS_FIELD);
	return {
		login: textOf('login'),
		email: textOf('email'),
		password: textOf(PASSWORD),
		status: status === STATUS_NUMBERS.active ? undefined : status, // a new user is active
		properties: changes.flatMap(({ field, to }) => {
			const name = propertyName(field);
			return name === undefined || name === PASSWORD || name === STATUS_FIELD || isSuperior(name) ? [] : [{ field: name, to }];
		}),
		remainder: changes.filter(({ field }) => !isProperty(field) && !NAMES.has(field.toLowerCase())),
	};
}

/** What comes after the user is there: an update of a user who has nothing but a name yet. */
type Remainder = Readonly<{ current: ISpringProfile; changes: NonEmpty<Change> }>;

/** In place of an ID while there is none. */
const NOBODY_YET = 'ID-of-the-new-user';

/**
 * The update that follows; undefined where the first call says it all.
 * @throws FailureError `invalid` for what the account would refuse: a field that it does not have, a mandatory one without a value, a country that is not in its list
 */
export function remainderOf({ login, email, remainder }: NewUser, account: readonly ProfileField[]): Remainder | undefined {
	const [first, ...others] = remainder;
	if (!first) return undefined;
	const changes: NonEmpty<Change> = [first, ...others];
	const fields = { ...(login === undefined ? {} : { login }), ...(email === undefined ? {} : { email }) };
	const given = new Map([...Object.entries(fields), ...changes.map(({ field, to }) => [field.toLowerCase(), asText(to)] as const)]);
	assertAccepted(changes, account);
	assertComplete(given, account);
	return { current: toProfile({ userId: NOBODY_YET, fields }), changes };
}

function assertAccepted(changes: readonly Change[], account: readonly ProfileField[]): void {
	const known = new Map(account.map((field) => [field.name.toLowerCase(), field]));
	for (const { field, to } of changes) {
		const own = known.get(field.toLowerCase());
		if (!own) throw invalid(field, `The account has no field "${field}"`, 'To see the field names, use Profile Field: Get Many.');
		if (own.values.length === 0 || to === null || own.values.some(({ value }) => value === asText(to))) continue;
		const says = `${own.label} takes a value from the account's list, not "${asText(to)}"`;
		throw invalid(own.label, says, 'To see the list, use Profile Field: Get Many. A country is given as its number.');
	}
}

function assertComplete(given: ReadonlyMap<string, string>, account: readonly ProfileField[]): void {
	const lacking = account.filter(
		({ name, type, required }) => required && !isProperty(name) && !PERHAPS_EXEMPT.test(type) && !given.get(name.toLowerCase()),
	);
	if (lacking.length === 0) return;
	const labels = lacking.map(({ label }) => label).join(', ');
	throw invalid('Fields', `A new user needs a value for every required field of the account: ${labels}`, 'Map them under Fields.');
}

/** A new user whom nothing names. */
export function nameless(lacks: string, columns: string): FailureError {
	return invalid('Fields', `A new user has ${lacks}`, `Map a value to ${columns} under Fields.`);
}

/** @throws FailureError `invalid` where an SMS is to be sent and the protocol can't */
export function assertNoSms(api: string, { smsMessage }: Invitation): void {
	if (smsMessage !== undefined)
		throw invalid('Send Login SMS', `${api} can't invite by SMS`, 'Turn off Send Login SMS, or choose REST as API.');
}

/** What is written to a user who is there now, and what of the user it changes. */
export type Finish = Readonly<{ what: 'fields' | 'status' | 'supervisor'; run: (id: string) => Promise<void> }>;

type Creation = Readonly<{
	user: NewUser;
	make: () => Promise<Made>;
	finish: readonly Finish[];
	byId: (id: string) => Promise<readonly ISpringProfile[]>;
}>;

/**
 * Makes a user, then writes the rest, once it is clear that the ID is the one of a user like that: the answer that gave it
 * may have been somebody else's. A preview keeps all requests back: then the later ones name a user who is not there yet.
 * @throws FailureError whose words tell when the user is there and the rest is not
 */
export async function createInSteps({ user, make, finish, byId }: Creation): Promise<Made> {
	let made: Made = { id: NOBODY_YET, fellShort: [] };
	const turn = writesInTurn((what) => ({
		done: `The user was created with ID ${made.id}`,
		rest: what === 'fields' ? 'its fields were' : `its ${what} was`,
		todo: 'Run Create or Update for this item. It finds the user and writes the rest.',
	}));
	const write = async (run: Finish['run'], isFirst: boolean): Promise<void> => {
		if (isFirst && made.id !== NOBODY_YET) await beforeWriting(assertMade(made.id, user, byId));
		await run(made.id);
	};

	made = (await turn.write('user', make())) ?? made;
	for (const [i, { what, run }] of finish.entries()) await turn.write(what, write(run, i === 0));
	turn.end();
	return made;
}

/** @throws FailureError unless the ID that iSpring gave for a new user is the one of a user like that */
async function assertMade(id: string, user: NewUser, byId: Creation['byId']): Promise<void> {
	const [now] = await byId(id);
	if (!now) throw failed({ kind: 'notFound', says: 'No user has the ID that iSpring returned for the new user' });
	assertNewcomer(now, user);
}
