import { failed, type FailureError } from '../../shared/failure';
import type { Change, FieldName, NonEmpty } from '../../shared/provisioning/types';
import { isMember, memberName, PASSWORD, toProfile, type Invitation, type ISpringProfile } from '../user/profile';
import { STATUS_FIELD, STATUS_NUMBERS } from '../user/status';
import { asText, PERHAPS_EXEMPT } from './along';
import { assertNewcomer } from './asked';
import type { Newcomer, ProfileField } from './channel';

/*
 * The older protocols make a user by a call that takes no profile fields: whatever is mapped beyond it
 * goes out with an update afterwards. What can be known before the first of the two is asked before it.
 */

/** What the call that makes a user takes, what is left for the update, and the status of somebody who is not to be active. */
export type NewUser = Readonly<{
	login?: string;
	email?: string;
	password?: string;
	status?: string;
	members: readonly Change[];
	remainder: readonly Change[];
}>;

/** @throws FailureError unless the ID that iSpring gave for a new user is the one of a user like that */
export function newcomerCheck(
	user: Pick<NewUser, 'login' | 'email'>,
	byId: (id: string) => Promise<readonly ISpringProfile[]>,
): (id: string) => Promise<void> {
	return async (id) => {
		const [now] = await byId(id);
		if (!now) throw failed({ kind: 'notFound', says: 'Nobody has the ID that iSpring gave for the new user' });
		assertNewcomer(now, user);
	};
}

/** What comes after the user is there: an update of a user who has nothing but a name yet. */
export type Remainder = Readonly<{ current: ISpringProfile; changes: NonEmpty<Change> }>;

/** In place of an ID while there is none. */
export const NOBODY_YET = 'ID-of-the-new-user';

const NAMES: ReadonlySet<FieldName> = new Set(['login', 'email', PASSWORD]);

export function newUserOf({ changes }: Pick<Newcomer, 'changes'>): NewUser {
	const textOf = (name: string): string | undefined => {
		const to = changes.find(({ field }) => field.toLowerCase() === name)?.to ?? null;
		return to === null || to === '' ? undefined : asText(to);
	};
	const [login, email, password, status] = [textOf('login'), textOf('email'), textOf(PASSWORD), textOf(STATUS_FIELD)];
	return {
		...(login === undefined ? {} : { login }),
		...(email === undefined ? {} : { email }),
		...(password === undefined ? {} : { password }),
		// A new user is active.
		...(status === undefined || status === STATUS_NUMBERS.active ? {} : { status }),
		members: changes.flatMap(({ field, to }) => {
			const name = memberName(field);
			return name === undefined || name === PASSWORD || name === STATUS_FIELD ? [] : [{ field: name, to }];
		}),
		remainder: changes.filter(({ field }) => !isMember(field) && !NAMES.has(field.toLowerCase())),
	};
}

/**
 * The update that follows; undefined where the first call says it all.
 * @throws FailureError `invalid` for what the account would refuse: a field that it does not have, a mandatory one without a value, a country that is not in its list
 */
export function remainderOf({ login, email, remainder }: NewUser, account: readonly ProfileField[]): Remainder | undefined {
	const [first, ...others] = remainder;
	if (!first) return undefined;
	const changes: NonEmpty<Change> = [first, ...others];
	const fields = { ...(login === undefined ? {} : { login }), ...(email === undefined ? {} : { email }) };
	assertAccepted(changes, { account, named: fields });
	return { current: toProfile({ userId: NOBODY_YET, fields }), changes };
}

function assertAccepted(
	changes: readonly Change[],
	{ account, named }: Readonly<{ account: readonly ProfileField[]; named: Readonly<Record<string, string>> }>,
): void {
	const given = new Map([...Object.entries(named), ...changes.map(({ field, to }) => [field.toLowerCase(), asText(to)] as const)]);
	const known = new Map(account.map((field) => [field.name.toLowerCase(), field]));

	for (const { field, to } of changes) {
		const own = known.get(field.toLowerCase());
		if (!own) throw refused(field, `The account has no field "${field}"`, 'Get Many of Profile Field shows the names of the fields.');
		const isListed = own.values.length === 0 || to === null || own.values.some(({ value }) => value === asText(to));
		if (!isListed)
			throw refused(
				own.label,
				`${own.label} takes a value of the account's list, not "${asText(to)}"`,
				'Get Many of Profile Field shows the list; a country is given as its number.',
			);
	}
	const short = account.filter(
		({ name, type, required }) => required && !isMember(name) && !PERHAPS_EXEMPT.test(type) && !given.get(name.toLowerCase()),
	);
	if (short.length > 0)
		throw refused(
			'Fields',
			`A new user needs a value for every mandatory field of the account: ${short.map(({ label }) => label).join(', ')}`,
			'Map them under Fields.',
		);
}

function refused(parameter: string, says: string, todo: string): FailureError {
	return failed({ kind: 'invalid', parameter, says, todo });
}

/** A new user whom nothing names. */
export function nameless(lacks: string, columns: string): FailureError {
	return refused('Fields', `A new user has ${lacks}`, `Map a value to ${columns} under Fields.`);
}

/** @throws FailureError `invalid` where an SMS is to be sent and the protocol can't */
export function assertNoSms(api: string, { smsMessage }: Invitation): void {
	if (smsMessage !== undefined)
		throw refused('Send Login SMS', `${api} can't invite by SMS`, 'Switch Send Login SMS off, or choose REST as API.');
}
