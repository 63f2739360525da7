import type { ListsUsers, UserDirectory } from '../shared/provisioning/directory';
import { composed, folded } from '../shared/provisioning/keys';
import type { FieldName, FieldValue } from '../shared/provisioning/types';
import { asStored, guid, INACTIVE, same, sameAsScim, UNSEEN, type AppenateUser, type PlacesAs } from './profile';
import type { AppenateRequest } from './transport/request';
import { userReads } from './userReads';
import { everybody } from './userSearch';
import { userWrites, type UserWrites } from './userWrites';

export type AppenateKey = 'id' | 'email' | 'externalId';

/** What steers a call without being a field of the user. */
export type AppenateWith = Readonly<{
	doNotEmail: boolean;
	placesAs: PlacesAs;
	/** Lists that are not replaced but added to or removed from: what the user has goes back along. */
	joined?: ReadonlySet<FieldName>;
	/** Whether every write is read back; some always are. */
	verify?: boolean;
	/** What Status is for somebody who is switched on or off: the list of words is not documented. */
	word: string;
}>;

/** For reads, and writes that name no groups and folders. */
export const QUIETLY: AppenateWith = { doNotEmail: true, placesAs: 'ids', word: INACTIVE };

export type AppenateDirectory = UserDirectory<AppenateKey, AppenateWith, AppenateUser> &
	UserWrites &
	ListsUsers<AppenateKey, AppenateWith, AppenateUser>;

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
		everybody: (how) => everybody(request, how),
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
): Pick<UserDirectory<AppenateKey, AppenateWith, AppenateUser>, 'find'> & UserWrites {
	const active = goal === 'activate';
	return {
		...directory,
		find: async (key, how) => {
			const found = await directory.find(key, how);
			return found.map((user) => ({ ...user, active: same('Status', user.fields.get('Status') ?? null, how.word) ? active : !active }));
		},
	};
}

function textOf(value: FieldValue | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
