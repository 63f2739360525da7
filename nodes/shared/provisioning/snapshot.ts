import { failureOf, type ListEnd } from '../failure';
import type { FindsNow, ListsUsers, UserDirectory } from './directory';
import type { MatchBy, Profile } from './types';

/** A directory that can be read as a whole. */
export type ListedDirectory<By extends MatchBy, Options, Doc> = UserDirectory<By, Options, Doc> &
	ListsUsers<By, Options, Doc> &
	FindsNow<By, Options, Doc>;

/** Everybody in a directory at one moment. */
export type Snapshot<Doc> = Readonly<{ profiles: ReadonlyMap<string, Profile<Doc>>; end: ListEnd }>;

/** Reads the whole directory once. */
export async function takeSnapshot<By extends MatchBy, Options, Doc>(
	directory: ListsUsers<By, Options, Doc>,
	options: Options,
): Promise<Snapshot<Doc>> {
	const profiles = new Map<string, Profile<Doc>>();
	const list = directory.everybody(options);
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
export function fromSnapshot<By extends MatchBy, Options, Doc>(
	directory: ListedDirectory<By, Options, Doc>,
	{ profiles, end }: Snapshot<Doc>,
): Pick<UserDirectory<By, Options, Doc>, 'find' | 'update'> & FindsNow<By, Options, Doc> {
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
		findNow: async (key, options) => await directory.find(key, options),
		find: async (key, options) => {
			const found = (indexes.get(key.by) ?? indexBy(key.by)).get(directory.normalKey(key)) ?? [];
			const isSure = found.length > 0 ? !found.some(({ id }) => outdated.has(id)) : end.complete;
			return isSure ? found : await directory.find(key, options);
		},
		update: async (current, changes, options) =>
			await directory.update(current, changes, options).catch((error: unknown) => {
				if (failureOf(error).kind === 'conflict') outdated.add(current.id);
				throw error;
			}),
	};
}
