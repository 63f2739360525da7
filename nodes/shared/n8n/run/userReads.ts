import { theOne } from './outcomes';
import { getMany, manyParameters } from './getMany';
import { incompleteListOption } from '../parameters/incompleteLists';
import { eachItem } from './items';
import type { Operation } from './operations';
import { formOf, outputParameters } from '../parameters/output';
import { scimMappingOption } from '../parameters/scim';
import { userKey, userParameter } from '../parameters/user';
import { operationOnUsers } from './userWrites';
import type { OpenedUsers, UserVendor } from './userVendor';
import { sentences } from '../../words';
import type { MatchBy, Profile } from '../../provisioning/types';

/** Get: each item comes out as the one user that it means. */
export function getOperation<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Operation {
	const { modes, show, simplified, get: part } = vendor;
	return operationOnUsers(vendor, 'get', {
		part,
		parameters: (shown) => [
			userParameter(modes, shown, sentences('The user to read', part.user)),
			...outputParameters(shown, { scim: true }),
		],
		options: [scimMappingOption],
		execute: async (first) => {
			const { context, users } = first;
			const scim = await vendor.scim(first);
			return await eachItem(context, {
				session: users.session,
				read: (i) => ({
					key: userKey(context, i, modes),
					options: vendor.writeOptions({ context, i, users }),
					form: formOf<Profile<Doc>>(context, i, { show: ({ record }) => show(record), simplified, scim }),
				}),
				work: async ({ key, options, form }) => form(theOne(key, await users.directory.find(key, options))),
			});
		},
	});
}

/** Get Many: the users that fit the filters of an item. */
export function getAllOperation<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Operation {
	const { getAll: part, show, simplified, profileOf } = vendor;
	return operationOnUsers(vendor, 'getAll', {
		part,
		parameters: (shown) => [...manyParameters(shown), ...part.filters(shown), ...outputParameters(shown, { scim: true })],
		options: [scimMappingOption, incompleteListOption],
		execute: async (first) => {
			const { context, users } = first;
			const scim = await vendor.scim(first);
			return await getMany(context, {
				session: users.session,
				read: (i) => part.rows({ context, i, users }),
				rows: (list) => list(),
				show,
				simplified: part.simplified ?? simplified,
				scim: (document) => scim(profileOf(document)),
			});
		},
	});
}
