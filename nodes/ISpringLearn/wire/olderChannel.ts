import { failed } from '../../shared/failure';
import type { VendorRequest } from '../../shared/http/types';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { isMember, PASSWORD, toProfile, type Invitation, type ISpringProfile, type ISpringUser } from '../user/profile';
import { STATUS_FIELD, storedStatus } from '../user/status';
import { asText, fieldsAlong, groupsAlong, untouchedBy } from './along';
import { askedById } from './asked';
import type { ISpringChannel, Made, Newcomer, ProfileField } from './channel';
import { newcomerCheck, newUserOf, remainderOf, type NewUser, type Remainder } from './newUser';
import { once, roster, wholeList, type WholeListFilter } from './roster';
import { madeInSteps, writeSteps, type Finish } from './steps';

/**
 * What the two older protocols differ in: how something is asked, and how an answer is read. A write is built first,
 * which checks that it can be carried, and sent when it is called.
 */
export interface OlderCodec {
	/** undefined when iSpring says that nobody has the ID. */
	readonly readUser: (id: string) => Promise<ISpringUser | undefined>;
	readonly listUsers: (filter: WholeListFilter) => Promise<readonly ISpringUser[]>;
	readonly readFields: () => Promise<readonly ProfileField[]>;

	/** @throws FailureError `invalid` for whom the protocol can't carry or would refuse */
	readonly creation: (user: NewUser, invitation: Invitation) => () => Promise<Made>;

	/**
	 * An update with every mandatory field, by the account's settings.
	 * @returns what sends it, and gives back what fell short
	 * @throws FailureError `invalid` for a member that has no place, and for what can't be carried
	 */
	readonly update: (current: ISpringProfile, changes: readonly Change[], account: readonly ProfileField[]) => SendUpdate;

	/**
	 * Left out where the protocol documents no call for it.
	 * @throws FailureError `invalid` for a status that the protocol does not know
	 */
	readonly newStatus?: (status: FieldValue) => (id: string) => Promise<void>;

	readonly removeUser: (id: string) => Promise<void>;

	/** @throws FailureError `invalid` for a member that has no place, and for what can't be carried */
	readonly assertMember: (member: FieldName, value: FieldValue) => void;

	/** @throws FailureError `invalid` for what can't be carried */
	readonly assertField: (field: FieldName, text: string) => void;
}

type SendUpdate = (beforeRepeat?: VendorRequest['beforeRepeat']) => Promise<readonly string[]>;

/** A new user, checked: every request is built before the first is sent. */
type BuiltCreation = Readonly<{
	user: NewUser;
	make: () => Promise<Made>;
	remainder?: Remainder;
	setStatus?: (id: string) => Promise<void>;
}>;

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
	const account = once(codec.readFields);

	const statusOf = (status: FieldValue): ((id: string) => Promise<void>) => {
		if (!newStatus) throw noStatus();
		return newStatus(status);
	};

	const buildCreation = async ({ changes, invitation }: Newcomer): Promise<BuiltCreation> => {
		const user = newUserOf({ changes });
		const setStatus = user.status === undefined ? {} : { setStatus: statusOf(user.status) };
		const make = codec.creation(user, invitation);
		const remainder = user.remainder.length > 0 ? remainderOf(user, await account.get()) : undefined;
		if (remainder) codec.update(remainder.current, remainder.changes, await account.get()); // built only to be checked
		return { user, make, ...(remainder ? { remainder } : {}), ...setStatus };
	};

	const laterWrites = ({ remainder, setStatus }: BuiltCreation): readonly Finish[] => {
		const writeFields = async (id: string, { current, changes }: Remainder): Promise<void> => {
			await codec.update({ ...current, id }, changes, await account.get())();
		};
		return [
			...(remainder ? [{ what: 'fields' as const, run: async (id: string) => await writeFields(id, remainder) }] : []),
			...(setStatus ? [{ what: 'status' as const, run: setStatus }] : []),
		];
	};

	return {
		find: users.find,
		list: wholeList(codec.listUsers),

		create: async (newcomer) => {
			const built = await buildCreation(newcomer);
			return await madeInSteps({
				make: async () => await built.make().finally(() => users.written(newcomer.changes)), // an answer that is lost may hide a new user
				check: newcomerCheck(built.user, byId),
				finish: laterWrites(built),
			});
		},

		update: async (current, changes) => {
			const profile = changes.filter(({ field }) => field !== STATUS_FIELD);
			const fields = profile.length > 0 ? await account.get() : [];
			const send = codec.update(current, profile, fields);
			const statuses = changes.flatMap(({ field, to }) => (field === STATUS_FIELD ? [statusOf(asText(to))] : []));
			const along = [...fieldsAlong(current, profile, fields).map(([name]) => name), ...groupsAlong(current, profile)];
			const untouched = untouchedBy({ planned: current, changes: profile, along, read: byId });
			await untouched.before();

			let fellShort: readonly string[] = [];
			const writeProfile = async (): Promise<void> => {
				fellShort = await send(untouched.again);
			};
			await writeSteps([
				...(profile.length > 0 ? [{ what: 'profile', run: writeProfile }] : []),
				...statuses.map((setStatus) => ({ what: 'status', run: async () => await setStatus(current.id) })),
			]);
			users.written(changes);
			return fellShort;
		},

		assertChangeable: (changes) => {
			if (!newStatus && changes.some(({ field }) => field === STATUS_FIELD)) throw noStatus();
		},
		assertNewcomer: ({ changes, invitation }) => void codec.creation(newUserOf({ changes }), invitation),
		assertMakeable: async (newcomer) => void (await buildCreation(newcomer)),

		remove: codec.removeUser,
		profileFields: account.get,

		assertCarried: (field, value) => {
			if (field === STATUS_FIELD) void (newStatus ?? storedStatus)(value);
			else if (isMember(field) && field !== PASSWORD) codec.assertMember(field, value);
			else codec.assertField(field, asText(value));
		},
	};
}

function noStatus() {
	return failed({
		kind: 'invalid',
		parameter: 'Status',
		says: 'REST (Header) can neither let users in nor keep them out, and this user is to be so',
		todo: 'Choose REST or SOAP as API, or leave active out of the SCIM user.',
	});
}
