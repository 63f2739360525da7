import { outlining } from '../../shared/fields/wording';
import type { ListsUsers, UserDirectory } from '../../shared/provisioning/directory';
import type { AppenateRequest } from '../wire/request';
import {
	APPENATE_FIELDS,
	asStored,
	same,
	sameAsScim,
	UNSEEN,
	type AppenateKey,
	type AppenateUser,
	type AppenateWriteOptions,
} from './profile';
import { keyOf, normalKey, userReads } from './reads';
import { everybody } from './search';
import { userWrites, type UserWrites } from './writes';

export type AppenateDirectory = UserDirectory<AppenateKey, AppenateWriteOptions, AppenateUser> &
	UserWrites &
	ListsUsers<AppenateKey, AppenateWriteOptions, AppenateUser>;

/** Values of WebsiteRole: "POST User". */
const ADMINISTRATORS = ['Admin', 'EnterpriseAdmin', 'VendorAdmin', 'SuperAdmin'];

/**
 * Appenate's users: found by search or by ID, listed, created, updated, switched on and off, and removed.
 * @param scim whether Status stands for SCIM's `active`
 */
export function appenateDirectory(request: AppenateRequest, { scim = false }: Readonly<{ scim?: boolean }> = {}): AppenateDirectory {
	const { find, byId } = userReads(request);
	return {
		kind: 'readable',
		find,
		asStored,
		same: scim ? sameAsScim : same,
		unseen: UNSEEN,
		...userWrites(request, { byId }),
		everybody: (options) => everybody(request, options),
		keyOf,
		normalKey,
		inOutline: outlining(APPENATE_FIELDS, () => ({})),
		whyProtected: ({ fields }) => {
			const role = ADMINISTRATORS.find((one) => one === fields.get('WebsiteRole'));
			return role && `an administrator (Website Role ${role})`;
		},
	};
}

/** A directory in which a user is as wanted when Status is the chosen word, whatever words Appenate knows. */
export function switchable(directory: AppenateDirectory, goal: 'activate' | 'deactivate'): Pick<AppenateDirectory, 'find' | 'setActive'> {
	return {
		...directory,
		find: async (key, options) => {
			const found = await directory.find(key, options);
			return found.map((user) => {
				const isAsWanted = same('Status', user.fields.get('Status') ?? null, options.word);
				return { ...user, active: (goal === 'activate') === isAsWanted };
			});
		},
	};
}
