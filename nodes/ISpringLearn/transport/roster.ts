import type { MatchKey } from '../../shared/provisioning/types';
import { hasKey, type ISpringKey, type ISpringProfile } from '../profile';

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

/**
 * Finds by e-mail or login where the API can only list everybody: everybody is listed once, and who
 * fits is read again by id, because an earlier item may have changed that user.
 */
export function roster(list: () => Profiles, byId: (id: string) => Profiles): Readonly<{ find: (key: MatchKey<ISpringKey>) => Profiles; forget: () => void }> {
	const everybody = once(list);

	const find = async ({ by, value }: MatchKey<ISpringKey>): Profiles => {
		if (by === 'id') return await byId(value);
		const fits = (profile: ISpringProfile): boolean => hasKey(profile, { by, value });
		const ids = (await everybody.get()).filter(fits).map(({ id }) => id);
		return (await Promise.all(ids.map(byId))).flat().filter(fits);
	};

	return { find, forget: everybody.forget };
}
