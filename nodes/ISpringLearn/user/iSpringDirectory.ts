import type { ListEnd } from '../../shared/failure';
import { outlining } from '../../shared/fields/wording';
import type { CreatesUsers, DeletesUsers, ListsUsers, SwitchesUsers, UserDirectory } from '../../shared/provisioning/directory';
import { folded } from '../../shared/provisioning/keys';
import { readBack, type ReadBack } from '../../shared/provisioning/readBack';
import type { Change, FieldEdits, FieldSet, Written } from '../../shared/provisioning/types';
import { accountFields, type AccountFields, type ProfileField } from './accountFields';
import { asStored, idKey, same, took } from './compare';
import {
	DEPARTMENT_ID,
	fieldText,
	ISPRING_FIELDS,
	isProperty,
	propertyName,
	PASSWORD,
	toProfile,
	type ISpringKey,
	type ISpringProfile,
	type ISpringUser,
	type ISpringWriteOptions,
} from './profile';
import { whyProtected } from './rules';
import { STATUS_FIELD, STATUS_NUMBERS } from './status';
import { assertNewcomer } from '../wire/mixedUpAnswers';
import type { ISpringChannel, Newcomer, SwitchingChannel } from '../wire/channel';
import { newUserOf } from '../wire/newUser';

export interface ISpringDirectory
	extends
		UserDirectory<ISpringKey, ISpringWriteOptions, ISpringUser>,
		CreatesUsers<ISpringWriteOptions, ISpringUser>,
		DeletesUsers<ISpringWriteOptions, ISpringUser>,
		ListsUsers<ISpringKey, ISpringWriteOptions, ISpringUser>,
		Pick<ISpringChannel, 'assertChangeable'> {
	/** What the account's settings say of its fields. */
	readonly account: AccountFields;

	/**
	 * Asked while parameters are read, before any request.
	 * @throws FailureError `invalid` for what the protocol has no place for or can't carry
	 */
	readonly assertCarried: (edits: FieldEdits) => void;

	/**
	 * Asked while plans are made, because some protocols make a user by two writes: before the first, everything
	 * is checked that can be.
	 * @throws FailureError `invalid` for a user whom the protocol or the account would refuse
	 */
	readonly assertMakeable: (changes: readonly Change[], options: ISpringWriteOptions) => Promise<void>;
}

export type SwitchingDirectory = ISpringDirectory & SwitchesUsers<ISpringWriteOptions, ISpringUser>;

const UNSEEN: FieldSet = new Set([PASSWORD]);

export const EVERYBODY = { departments: [], groups: [], logins: [], emails: [], userIds: [] } as const;

type DirectoryOptions = Readonly<{ ownName?: string | undefined; chosen?: ReadBack }>;

/**
 * iSpring's users, by whichever protocol. After a write the user is read again: no protocol answers with one.
 * @param ownName email address or login of the account behind the credential, where it has one
 */
export function iSpringDirectory(channel: ISpringChannel, { ownName, chosen = 'always' }: DirectoryOptions = {}): ISpringDirectory {
	const account = accountFields(channel.profileFields);
	const isSame: typeof same = (field, one, other) => same(field, account.valueOf(field, one), account.valueOf(field, other));
	const newcomer = async (changes: readonly Change[], { invitation }: ISpringWriteOptions): Promise<Newcomer> => ({
		changes: inAccountSpelling(await account.read(), changes),
		invitation,
	});

	/** The user as it is after a write, with what iSpring itself says fell short, such as a group that is full. */
	const compared = async (
		id: string,
		{ fellShort, changes, ...more }: ReadingBack & Readonly<{ fellShort: readonly string[] }>,
	): Promise<Written<ISpringUser>> => {
		const others = fellShort.length > 0 ? changes.filter(({ field }) => field !== 'groupIds') : changes;
		const { warnings, ...seen } = await asRead(channel, id, { ...more, changes: others, isSame });
		return { ...seen, warnings: [...fellShort, ...warnings] };
	};

	return {
		kind: 'readable',
		account,
		find: channel.find,
		asStored,
		same: isSame,
		unseen: UNSEEN,

		assertCarried: (edits) => {
			for (const [field, edit] of edits) {
				if (edit !== 'clear') channel.assertCarried(propertyName(field) ?? field, edit.set);
			}
		},

		assertChangeable: channel.assertChangeable,
		assertMakeable: async (changes, options) => {
			channel.assertNewcomer({ changes, invitation: options.invitation });
			await channel.assertMakeable(await newcomer(changes, options));
		},

		create: async (changes, options) => {
			const user = await newcomer(changes, options);
			const { id, fellShort } = await channel.create(user);
			const isToBeActive = newUserOf(user).status === undefined;
			return await compared(id, {
				changes: isToBeActive ? user.changes.filter(({ field }) => field !== STATUS_FIELD) : user.changes,
				fellShort,
				look: (now) => {
					assertNewcomer(now, newUserOf(user));
					return isToBeActive && now.active === false ? [NOT_ACTIVE] : [];
				},
			});
		},

		update: async (current, changes) => {
			const fellShort = await channel.update(current, changes);
			if (chosen === 'whenUnproven' && fellShort.length === 0 && changes.every(isProven)) return { id: current.id, warnings: [] };
			return await compared(current.id, { changes, fellShort });
		},

		remove: async ({ id }) => await channel.remove(id),

		everybody: () => everybody(channel),
		keyOf: (profile, by) => (by === 'id' ? profile.id : fieldText(profile, by)),
		normalKey: ({ by, value }) => (by === 'id' ? idKey(value) : folded(value)),
		inOutline: outlining(ISPRING_FIELDS, () => ({})),
		whyProtected: (profile) => whyProtected(profile, ownName),
	};
}

/** What a read would not show, and what it is enough to have been told of. */
const PROVEN: FieldSet = new Set([DEPARTMENT_ID, PASSWORD]);

/**
 * Whether the success that an update is answered with leaves nothing of a change open: fields of a profile, the department and
 * the password. How a field is cleared is not documented, and a plan that is full or a group may say no to other properties.
 * Sources: OpenAPI, `POST /user/{userId}`; "Updating User Profile" of the older REST API and of SOAP.
 */
function isProven({ field, to }: Change): boolean {
	return to !== null && to !== '' && (!isProperty(field) || PROVEN.has(field));
}

/** With REST and SOAP users are activated and deactivated. */
export function switchingDirectory(channel: SwitchingChannel, options?: DirectoryOptions): SwitchingDirectory {
	return {
		...iSpringDirectory(channel, options),
		setActive: async ({ id, fields }, active) => {
			const status = active ? STATUS_NUMBERS.active : STATUS_NUMBERS.inactive;
			await channel.setStatus(id, status);
			return await asRead(channel, id, { changes: [{ field: STATUS_FIELD, from: fields.get(STATUS_FIELD) ?? null, to: status }] });
		},
	};
}

async function* everybody({ list }: Pick<ISpringChannel, 'list'>): AsyncGenerator<ISpringProfile, ListEnd> {
	const rows = list(EVERYBODY);
	for (let next = await rows.next(); ; next = await rows.next()) {
		if (next.done) return next.value;
		yield toProfile(next.value);
	}
}

/** Source: help page "How to Activate a User". A new user who is to be active may still come out otherwise. */
const NOT_ACTIVE =
	"The new user is inactive and can't sign in. iSpring does this when the account's plan has no active users left. Deactivate a user or extend the plan, then activate the new user.";

type ReadingBack = Readonly<{
	changes: readonly Change[];
	isSame?: typeof same;
	/** @throws FailureError for somebody else */
	look?: (now: ISpringProfile) => readonly string[];
}>;

/** The user as it is after a write. */
export async function asRead(
	channel: Pick<ISpringChannel, 'find'>,
	id: string,
	{ isSame = same, ...more }: ReadingBack,
): Promise<Written<ISpringUser>> {
	return await readBack(id, {
		vendor: 'iSpring',
		read: async () => (await channel.find({ by: 'id', value: id }))[0],
		same: isSame,
		unseen: UNSEEN,
		took: (stored, change) => took(stored, change, isSame),
		...more,
	});
}

/** There is no profile yet that would show how the account spells its fields; its settings do. */
function inAccountSpelling(account: ReadonlyArray<Pick<ProfileField, 'name'>>, changes: readonly Change[]): readonly Change[] {
	const edits: FieldEdits = new Map(changes.map(({ field, to }) => [field, to === null ? 'clear' : { set: to }]));
	const spelled = asStored(edits, { fields: new Map(account.map(({ name }) => [name, ''])) });
	return [...spelled].map(([field, edit]) => ({ field, to: edit === 'clear' ? null : edit.set }));
}
