import { invalid } from '../../shared/failure';
import { rowsOf } from '../../shared/http/pages';
import { scalarText } from '../../shared/json/json';
import type { Change, MatchKey } from '../../shared/provisioning/types';
import { hasKey, type ISpringKey, type ISpringProfile, type ISpringUser } from '../user/profile';
import { askedByKey } from './mixedUpAnswers';
import type { ISpringChannel } from './channel';

export type WholeListFilter = Readonly<{ department?: string; group?: string }>;

/** The only way to list everybody that these protocols have: in one piece, of one department and one group at most. */
export function wholeList(load: (filter: WholeListFilter) => Promise<readonly ISpringUser[]>): ISpringChannel['list'] {
	return (filters) => {
		const {
			departments: [department, ...departments],
			groups: [group, ...groups],
			...others
		} = filters;
		if (departments.length > 0 || groups.length > 0 || Object.values(others).some((values) => values.length > 0)) {
			throw invalid(
				'Filters',
				'REST (Header) and SOAP only filter by one department and one group',
				'Remove the other filters, or choose REST as API.',
			);
		}
		const filter = { ...(department === undefined ? {} : { department }), ...(group === undefined ? {} : { group }) };
		const read = async () => ({ rows: await load(filter) });
		return rowsOf({ start: '', read, idOf: ({ userId }) => scalarText(userId) ?? '' });
	};
}

type Profiles = Promise<readonly ISpringProfile[]>;

/** Loads something when it is first asked for, and again only after a failure or `forget`. */
export function once<T>(load: () => Promise<T>): Readonly<{ get: () => Promise<T>; forget: () => void }> {
	let loaded: Promise<T> | undefined;
	const forget = (): void => {
		loaded = undefined;
	};
	const get = (): Promise<T> => {
		if (!loaded) {
			loaded = load();
			loaded.catch(forget);
		}
		return loaded;
	};
	return { get, forget };
}

type NameKey = MatchKey<Exclude<ISpringKey, 'id'>>;

type Roster = Readonly<{
	find: (key: MatchKey<ISpringKey>) => Profiles;
	/** Told of every write: with a new login or email address the list is out of date. */
	written: (changes: readonly Change[]) => void;
}>;

/**
 * Finds by email or login where the API can only list everybody: everybody is listed once, and who
 * fits is read again by id, because an earlier item may have changed that user.
 */
export function roster(list: () => Profiles, byId: (id: string) => Profiles): Roster {
	const everybody = once(list);

	const readAgain = async (key: NameKey): Profiles => {
		const ids = (await everybody.get()).filter((profile) => hasKey(profile, key)).map(({ id }) => id);
		return (await Promise.all(ids.map(byId))).flat();
	};

	return {
		find: async ({ by, value }) => {
			if (by === 'id') return await byId(value);
			const key = { by, value };
			const found = await readAgain(key);
			if (found.every((profile) => hasKey(profile, key))) return found;
			// The list may be out of date. Where a new one says the same, it is the answers that contradict each other.
			everybody.forget();
			return askedByKey(key, await readAgain(key));
		},

		written: (changes) => {
			if (changes.some(({ field }) => ['login', 'email'].includes(field.toLowerCase()))) everybody.forget();
		},
	};
}
