import { invalid } from '../../shared/failure';
import type { VendorRequest } from '../../shared/http/types';
import { writesInTurn } from '../../shared/http/writesInTurn';
import type { JsonObject } from '../../shared/json/json';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { toProfileField, type ProfileField } from '../user/accountFields';
import { isProperty, PASSWORD, toProfile, type Invitation, type ISpringProfile, type ISpringUser } from '../user/profile';
import { STATUS_FIELD, storedStatus } from '../user/status';
import { isSuperior } from '../user/superiors';
import type { ISpringChannel, Made, Newcomer } from './channel';
import { createInSteps, newUserOf, remainderOf, type Finish, type NewUser } from './newUser';
import { askedById } from './mixedUpAnswers';
import { once, roster, wholeList, type WholeListFilter } from './roster';
import { asText, fieldsAlong, groupsAlong, untouchedBy } from './unchangedFields';

/**
 * What the two older protocols differ in: how something is asked, and how an answer is read. A write is built first,
 * which checks that it can be carried, and sent when it is called.
 */
export interface OlderCodec {
	/** undefined when iSpring says that nobody has the ID. */
	readonly readUser: (id: string) => Promise<ISpringUser | undefined>;
	readonly listUsers: (filter: WholeListFilter) => Promise<readonly ISpringUser[]>;
	readonly readFields: () => Promise<readonly JsonObject[]>;

	/** @throws FailureError `invalid` for whom the protocol can't carry or would refuse */
	readonly creation: (user: NewUser, invitation: Invitation) => () => Promise<Made>;

	/**
	 * An update with every mandatory field, by the account's settings.
	 * @returns what sends it, and gives back what fell short
	 * @throws FailureError `invalid` for a property that has no place, and for what can't be carried
	 */
	readonly update: (
		current: ISpringProfile,
		changes: readonly Change[],
		account: readonly ProfileField[],
	) => (beforeRepeat?: VendorRequest['beforeRepeat']) => Promise<readonly string[]>;

	/**
	 * Left out where the protocol documents no call for it.
	 * @throws FailureError `invalid` for a status that the protocol does not know
	 */
	readonly newStatus?: (status: FieldValue) => (id: string) => Promise<void>;

	readonly removeUser: (id: string) => Promise<void>;

	/** @throws FailureError `invalid` for a property that has no place, and for what can't be carried */
	readonly assertProperty: (property: FieldName, value: FieldValue) => void;

	/** @throws FailureError `invalid` for what can't be carried */
	readonly assertField: (field: FieldName, text: string) => void;
}

/**
 * REST (Header) or SOAP: both list everybody in one piece, make a user by two writes, and demand every mandatory field
 * with an update.
 */
export function olderChannel(codec: OlderCodec): ISpringChannel {
	const { newStatus } = codec;
	const byId = async (id: string): Promise<readonly ISpringProfile[]> => {
		const user = await codec.readUser(id);
		return user ? [askedById(id, toProfile(user))] : [];
	};
	const users = roster(async () => (await codec.listUsers({})).map(toProfile), byId);
	const account = once(async () => (await codec.readFields()).map(toProfileField));

	const statusOf = (status: FieldValue): ((id: string) => Promise<void>) => {
		if (!newStatus) throw noStatus();
		return newStatus(status);
	};

	/** A new user, checked: every request is built before the first is sent. */
	const buildCreation = async ({ changes, invitation }: Newcomer) => {
		const user = newUserOf({ changes });
		const setStatus = user.status === undefined ? [] : [{ what: 'status', run: statusOf(user.status) } as const];
		const make = codec.creation(user, invitation);
		const fields = user.remainder.length > 0 ? await account.get() : [];
		const remainder = remainderOf(user, fields);
		if (!remainder) return { user, make, finish: setStatus };
		codec.update(remainder.current, remainder.changes, fields); // built only to be checked: it names nobody yet
		const run = async (id: string) => void (await codec.update({ ...remainder.current, id }, remainder.changes, fields)());
		return { user, make, finish: [{ what: 'fields', run }, ...setStatus] satisfies Finish[] };
	};

	return {
		find: users.find,
		list: wholeList(codec.listUsers),

		create: async (newcomer) => {
			const { user, make, finish } = await buildCreation(newcomer);
			const making = async () => await make().finally(() => users.written(newcomer.changes)); // an answer that is lost may hide a new user
			return await createInSteps({ user, make: making, finish, byId });
		},

		update: async (current, changes) => {
			const profile = changes.filter(({ field }) => field !== STATUS_FIELD);
			const fields = profile.length > 0 ? await account.get() : [];
			const send = codec.update(current, profile, fields);
			const statuses = changes.flatMap(({ field, to }) => (field === STATUS_FIELD ? [statusOf(asText(to))] : []));
			const along = [...fieldsAlong(current, profile, fields).map(([name]) => name), ...groupsAlong(current, profile)];
			const untouched = untouchedBy({ planned: current, changes: profile, along, byId });
			await untouched.before();

			const turn = writesInTurn();
			const fellShort = profile.length > 0 ? await turn.write('profile', send(untouched.again)) : [];
			for (const setStatus of statuses) await turn.write('status', setStatus(current.id));
			turn.end();
			users.written(changes);
			return fellShort ?? [];
		},

		assertChangeable: (changes) => {
			if (!newStatus && changes.some(({ field }) => field === STATUS_FIELD)) throw noStatus();
			for (const { field, to } of changes) if (isSuperior(field)) codec.assertProperty(field, to ?? '');
		},
		assertNewcomer: ({ changes, invitation }) => void codec.creation(newUserOf({ changes }), invitation),
		assertMakeable: async (newcomer) => void (await buildCreation(newcomer)),

		remove: codec.removeUser,
		profileFields: account.get,

		assertCarried: (field, value) => {
			if (field === STATUS_FIELD) void (newStatus ?? storedStatus)(value);
			else if (isProperty(field) && field !== PASSWORD) codec.assertProperty(field, value);
			else codec.assertField(field, asText(value));
		},
	};
}

function noStatus() {
	return invalid(
		'Status',
		"REST (Header) can't activate or deactivate users, which this SCIM user asks for",
		'Choose REST or SOAP as API, or remove active from the SCIM user.',
	);
}
