import { failureOf } from '../failure';
import type { ListEnd } from '../listEnd';
import type { FindsNow, ListsUsers, UserDirectory } from './directory';
import type { MatchBy, Profile } from './types';

/** A directory that can be read as a whole. */
export type ListedDirectory<By extends MatchBy, With, Doc> = UserDirectory<By, With, Doc> &
	ListsUsers<By, With, Doc> &
	FindsNow<By, With, Doc>;

/** Everybody in a directory at one moment. */
export type Snapshot<Doc> = Readonly<{ profiles: ReadonlyMap<string, Profile<Doc>>; end: ListEnd }>;

/** Reads the whole directory once. */
export async function takeSnapshot<By extends MatchBy, With, Doc>(directory: ListsUsers<By, With, Doc>, how: With): Promise<Snapshot<Doc>> {
	const profiles = new Map<string, Profile<Doc>>();
	const list = directory.everybody(how);
	for (let next = await list.next(); ; next = await list.next()) {
		if (next.done) return { profiles, end: next.value };
		profiles.set(next.value.id, next.value);
	}
}

/**
 * The look-ups and the update of a directory with a snapshot in front: one list instead of one request a
 * person. A user whose record changed meanwhile is read anew, and so is, where the list was not complete,
 * who is not in it.
 */
export function fromSnapshot<By extends MatchBy, With, Doc>(
	directory: ListedDirectory<By, With, Doc>,
	{ profiles, end }: Snapshot<Doc>,
): Pick<UserDirectory<By, With, Doc>, 'find' | 'update'> & FindsNow<By, With, Doc> {
	const indexes = new Map<By, ReadonlyMap<string, ReadonlyArray<Profile<Doc>>>>();
	const outdated = new Set<string>();

	const indexBy = (by: By): ReadonlyMap<string, ReadonlyArray<Profile<Doc>>> => {
		const index = new Map<string, Array<Profile<Doc>>>();
		for (const profile of profiles.values()) {
			const value = directory.keyOf(profile, by);
			if (value === undefined || value === '') continue;
			const key = directory.normalKey({ by, value });
			const alike = index.get(key);
			if (alike) alike.push(profile);
			else index.set(key, [profile]);
		}
		indexes.set(by, index);
		return index;
	};

	return {
		findNow: async (key, how) => await directory.find(key, how),
		find: async (key, how) => {
			const found = (indexes.get(key.by) ?? indexBy(key.by)).get(directory.normalKey(key)) ?? [];
			const isSure = found.length > 0 ? !found.some(({ id }) => outdated.has(id)) : end.complete;
			return isSure ? found : await directory.find(key, how);
		},
		update: async (current, changes, how) =>
			await directory.update(current, changes, how).catch((error: unknown) => {
				if (failureOf(error).kind === 'conflict') outdated.add(current.id);
				throw error;
			}),
	};
}
