import { failureOf } from '../shared/failure';
import type { CreatesUsers, DeletesUsers, SwitchesUsers, UserDirectory } from '../shared/provisioning/directory';
import type { Change, FieldEdits, FieldName, Written } from '../shared/provisioning/types';
import { asStored, memberName, PASSWORD, same, SILENT, type ISpringKey, type ISpringProfile, type ISpringUser, type ISpringWith } from './profile';
import { STATUS, type ISpringChannel, type Newcomer, type ProfileField, type SwitchingChannel } from './transport/channel';
import { once } from './transport/roster';

export interface ISpringDirectory extends UserDirectory<ISpringKey, ISpringWith, ISpringUser>, CreatesUsers<ISpringWith, ISpringUser>, DeletesUsers<ISpringWith, ISpringUser> {
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
	readonly assertMakeable: (changes: readonly Change[], invitation: ISpringWith) => Promise<void>;
}

export type SwitchingDirectory = ISpringDirectory & SwitchesUsers<ISpringWith, ISpringUser>;

/** iSpring's users, by whichever protocol. After a write the user is read again: no protocol answers with one. */
export function iSpringDirectory(channel: ISpringChannel): ISpringDirectory {
	const account = once(channel.profileFields);
	const newcomer = async (changes: readonly Change[], invitation: ISpringWith): Promise<Newcomer> => ({ changes: inAccountSpelling(await namesIn(account.get()), changes), invitation: invitation ?? SILENT });

	return {
		kind: 'readable',
		find: channel.find,
		asStored,
		same,
		unseen: new Set([PASSWORD]),

		assertCarried: (edits) => {
			for (const [field, edit] of edits) {
				if (edit !== 'clear') channel.assertCarried(memberName(field) ?? field, edit.set);
			}
		},

		assertMakeable: async (changes, invitation) => {
			channel.assertNewcomer({ changes, invitation: invitation ?? SILENT });
			await channel.assertMakeable(await newcomer(changes, invitation));
		},

		create: async (changes, invitation) => {
			const user = await newcomer(changes, invitation);
			const { id, fellShort } = await channel.create(user);
			return await comparedWith(channel, id, { done: 'created', changes: user.changes, fellShort });
		},

		update: async (current, changes) => {
			const fellShort = await channel.update(current, changes);
			return await comparedWith(channel, current.id, { done: 'updated', changes, fellShort });
		},

		remove: async ({ id }) => await channel.remove(id),
	};
}

/** With REST and SOAP users are activated and deactivated. */
export function switchingDirectory(channel: SwitchingChannel): SwitchingDirectory {
	return {
		...iSpringDirectory(channel),
		setActive: async ({ id }, active) => {
			await channel.setStatus(id, active ? STATUS.active : STATUS.inactive);
			const { warnings, ...seen } = await readBack(channel, id, { done: active ? 'activated' : 'deactivated' });
			return { ...seen, warnings };
		},
	};
}


type Done = Readonly<{ done: 'created' | 'updated' | 'activated' | 'deactivated'; changes?: readonly Change[] }>;

/** The user as it is after a write, and what iSpring accepted and didn't do. A read that fails does not undo the write. */
export async function readBack(channel: Pick<ISpringChannel, 'find'>, id: string, { done, changes = [] }: Done): Promise<Written<ISpringUser>> {
	try {
		const [now] = await channel.find({ by: 'id', value: id });
		return now ? { id, record: now.record, warnings: ignored(now, changes) } : { id, warnings: [`The user was ${done}, but is not there any more`] };
	} catch (error) {
		return { id, warnings: [`The user was ${done}, but could not be read again: ${failureOf(error).says}`] };
	}
}

/** The same with what iSpring itself says fell short: a group that is full. The comparison would say it again. */
async function comparedWith(channel: ISpringChannel, id: string, { fellShort, changes = [], done }: Done & Readonly<{ fellShort: readonly string[] }>): Promise<Written<ISpringUser>> {
	const compared = fellShort.length > 0 ? changes.filter(({ field }) => field !== 'groupIds') : changes;
	const { warnings, ...seen } = await readBack(channel, id, { done, changes: compared });
	return { ...seen, warnings: [...fellShort, ...warnings] };
}

function ignored(now: ISpringProfile, changes: readonly Change[]): readonly string[] {
	return changes
		.filter(({ field, to }) => field !== PASSWORD && !same(field, now.fields.get(field) ?? null, to))
		.map(({ field }) => `iSpring accepted "${field}", but shows another value than the one that was sent`);
}

/** Some sign-ins may not read the settings: then the names go out as they are given. */
async function namesIn(account: Promise<readonly ProfileField[]>): Promise<readonly FieldName[]> {
	return (await account.catch(() => [])).map(({ name }) => name);
}

/** There is no profile yet that would show how the account spells its fields; its settings do. */
function inAccountSpelling(names: readonly FieldName[], changes: readonly Change[]): readonly Change[] {
	const edits: FieldEdits = new Map(changes.map(({ field, to }) => [field, to === null ? 'clear' : { set: to }]));
	const spelled = asStored(edits, { fields: new Map(names.map((name) => [name, ''])) });
	return [...spelled].map(([field, edit]) => ({ field, to: edit === 'clear' ? null : edit.set }));
}
