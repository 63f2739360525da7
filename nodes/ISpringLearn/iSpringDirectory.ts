import { failureOf } from '../shared/failure';
import type { CreatesUsers, DeletesUsers, SwitchesUsers, UserDirectory } from '../shared/provisioning/directory';
import type { Change, FieldEdits, FieldName, Written } from '../shared/provisioning/types';
import { asStored, memberName, PASSWORD, same, SILENT, type ISpringKey, type ISpringProfile, type ISpringUser, type ISpringWith } from './profile';
import { STATUS, type ISpringChannel, type ProfileField, type RestChannel, type SwitchingChannel } from './transport/channel';
import { once } from './transport/roster';

export interface ISpringDirectory extends UserDirectory<ISpringKey, ISpringWith, ISpringUser>, DeletesUsers<ISpringWith, ISpringUser> {
	/**
	 * Asked while parameters are read, before any request.
	 * @throws FailureError `invalid` for what the protocol has no place for or can't carry
	 */
	readonly assertCarried: (edits: FieldEdits) => void;
}

export type SwitchingDirectory = ISpringDirectory & SwitchesUsers<ISpringWith, ISpringUser>;
export type FullDirectory = SwitchingDirectory & CreatesUsers<ISpringWith, ISpringUser>;

/** iSpring's users, by whichever protocol. After a write the user is read again: no protocol answers with one. */
export function iSpringDirectory(channel: ISpringChannel): ISpringDirectory {
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

		update: async (current, changes) => {
			const fellShort = await channel.update(current, changes);
			// A group that is full is told by iSpring itself; the comparison would say it again.
			const compared = fellShort.length > 0 ? changes.filter(({ field }) => field !== 'groupIds') : changes;
			const { warnings, ...seen } = await readBack(channel, current.id, { done: 'updated', changes: compared });
			return { ...seen, warnings: [...fellShort, ...warnings] };
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

/** With REST users are made too. */
export function fullDirectory(channel: RestChannel): FullDirectory {
	const account = once(channel.profileFields);
	return {
		...switchingDirectory(channel),
		create: async (changes, invitation) => {
			const spelled = inAccountSpelling(await namesIn(account.get()), changes);
			const id = await channel.create(spelled, invitation ?? SILENT);
			return await readBack(channel, id, { done: 'created', changes: spelled });
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
