import type { ListsUsers, UserDirectory } from '../../shared/provisioning/directory';
import { composed, folded } from '../../shared/provisioning/keys';
import type { FieldValue } from '../../shared/provisioning/types';
import { asStored, guid, same, sameAsScim, UNSEEN, type AppenateKey, type AppenateUser, type AppenateWriteOptions } from './profile';
import type { AppenateRequest } from '../wire/request';
import { userReads } from './reads';
import { everybody } from './search';
import { userWrites, type UserWrites } from './writes';

export type AppenateDirectory = UserDirectory<AppenateKey, AppenateWriteOptions, AppenateUser> &
	UserWrites &
	ListsUsers<AppenateKey, AppenateWriteOptions, AppenateUser>;

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
		keyOf: ({ id, fields }, by) => (by === 'id' ? id : textOf(fields.get(by === 'email' ? 'Email' : 'ExternalId'))),
		normalKey: ({ by, value }) => (by === 'id' ? guid(value) : by === 'email' ? folded(value) : composed(value)),
		whyProtected: ({ fields }) => {
			const role = textOf(fields.get('WebsiteRole')) ?? '';
			return ADMINISTRATORS.has(role) ? `an administrator (Website Role ${role})` : undefined;
		},
	};
}

/** Values of WebsiteRole: "POST User". */
const ADMINISTRATORS: ReadonlySet<string> = new Set(['Admin', 'EnterpriseAdmin', 'VendorAdmin', 'SuperAdmin']);

/** A directory in which a user is as wanted when Status is the chosen word, whatever words Appenate knows. */
export function switchable(
	directory: AppenateDirectory,
	goal: 'activate' | 'deactivate',
): Pick<UserDirectory<AppenateKey, AppenateWriteOptions, AppenateUser>, 'find'> & UserWrites {
	const active = goal === 'activate';
	return {
		...directory,
		find: async (key, options) => {
			const found = await directory.find(key, options);
			return found.map((user) => ({ ...user, active: same('Status', user.fields.get('Status') ?? null, options.word) ? active : !active }));
		},
	};
}

function textOf(value: FieldValue | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
