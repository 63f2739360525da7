import { failureOf } from '../shared/failure';
import type { UserDirectory } from '../shared/provisioning/directory';
import type { Change, FieldEdits } from '../shared/provisioning/types';
import { asStored, memberName, PASSWORD, same, type ISpringKey, type ISpringProfile, type ISpringUser } from './profile';
import type { ISpringChannel } from './transport/channel';

export interface ISpringDirectory extends UserDirectory<ISpringKey, undefined, ISpringUser> {
	/**
	 * Asked while parameters are read, before any request.
	 * @throws FailureError `invalid` for what the protocol has no place for or can't carry
	 */
	readonly assertCarried: (edits: FieldEdits) => void;
}

/** iSpring's users, by whichever protocol. After a write the user is read again: no protocol answers with one. */
export function iSpringDirectory(channel: ISpringChannel): ISpringDirectory {
	const readBack = async (id: string, changes: readonly Change[]): Promise<Readonly<{ record?: ISpringUser; warnings: readonly string[] }>> => {
		try {
			const [now] = await channel.find({ by: 'id', value: id });
			return now ? { record: now.record, warnings: ignored(now, changes) } : { warnings: ['The user was updated, but is not there any more'] };
		} catch (error) {
			return { warnings: [`The user was updated, but could not be read again: ${failureOf(error).says}`] };
		}
	};

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
			const { warnings, ...seen } = await readBack(current.id, compared);
			return { id: current.id, ...seen, warnings: [...fellShort, ...warnings] };
		},
	};
}

/** What iSpring accepted and didn't do. */
function ignored(now: ISpringProfile, changes: readonly Change[]): readonly string[] {
	return changes
		.filter(({ field, to }) => field !== PASSWORD && !same(field, now.fields.get(field) ?? null, to))
		.map(({ field }) => `iSpring accepted "${field}", but shows another value than the one that was sent`);
}
