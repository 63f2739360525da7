import type { UserDirectory } from '../shared/provisioning/directory';
import { asStored, same, UNSEEN, type AppenateUser, type PlacesAs } from './profile';
import type { AppenateRequest } from './transport/request';
import { userReads } from './userReads';
import { userWrites, type UserWrites } from './userWrites';

export type AppenateKey = 'id' | 'email' | 'externalId';

/** What steers a call without being a field of the user. */
export type AppenateWith = Readonly<{ doNotEmail: boolean; placesAs: PlacesAs }>;

/** For reads, and writes that name no groups and folders. */
export const QUIETLY: AppenateWith = { doNotEmail: true, placesAs: 'ids' };

/** For switching users on and off: the word that Status gets, because the list of words is not documented. */
export type AppenateSwitch = AppenateWith & Readonly<{ word: string }>;

export type AppenateDirectory = UserDirectory<AppenateKey, AppenateWith, AppenateUser> & UserWrites;

/** Appenate's users: found by search or by ID, created, updated, switched on and off, and removed. */
export function appenateDirectory(request: AppenateRequest): AppenateDirectory {
	const { find, byId } = userReads(request);
	return { kind: 'readable', find, asStored, same, unseen: UNSEEN, ...userWrites(request, { byId }) };
}

/** A directory in which a user is as wanted when Status is the chosen word, whatever words Appenate knows. */
export function switchable(
	directory: AppenateDirectory,
	goal: 'activate' | 'deactivate',
): Pick<UserDirectory<AppenateKey, AppenateSwitch, AppenateUser>, 'find'> & UserWrites {
	const active = goal === 'activate';
	return {
		...directory,
		find: async (key, how) => {
			const found = await directory.find(key, how);
			return found.map((user) => ({ ...user, active: same('Status', user.fields.get('Status') ?? null, how.word) ? active : !active }));
		},
	};
}
