import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Profile } from '../../provisioning/types';
import { sentences } from '../../words';
import { incompleteListOption } from '../parameters/incompleteLists';
import type { ShownFor } from '../parameters/options';
import { formOf, outputParameters } from '../parameters/output';
import { scimMappingParameter, scimUserOf } from '../parameters/scim';
import { userKey, userParameter } from '../parameters/user';
import { getMany, manyParameters } from './getMany';
import { eachItem } from './items';
import type { Operation } from './operations';
import { theOne } from './outcomes';
import type { Item, UserTypes, UserVendor } from './userVendor';
import { operationOnUsers } from './userWrites';

/** Get: each item comes out as the one user that it means. */
export function getOperation<T extends UserTypes>(vendor: UserVendor<T>): Operation {
	const { modes, show, simplified, get: part } = vendor;
	return operationOnUsers(vendor, 'get', {
		part,
		parameters: (shown) => [userParameter(modes, shown, sentences('The user to get', part.user)), ...formParameters(shown)],
		options: [],
		writes: false,
		execute: async (first) => {
			const { context, users } = first;
			const scim = await scimOf(vendor, first);
			return await eachItem(context, {
				session: users.session,
				read: (i) => ({
					key: userKey({ context, i }, modes),
					options: vendor.writeOptions({ ...first, i }),
					form: formOf<Profile<T['record']>>(context, i, { show: ({ record }) => show(record), simplified, scim }),
				}),
				work: async ({ key, options, form }) => form(theOne(key, await users.directory.find(key, options))),
			});
		},
	});
}

/** Get Many: the users that fit the filters of an item. */
export function getAllOperation<T extends UserTypes>(vendor: UserVendor<T>): Operation {
	const { getAll: part, show, simplified, profileOf } = vendor;
	return operationOnUsers(vendor, 'getAll', {
		part,
		parameters: (shown) => [...manyParameters(shown), ...part.filters(shown), ...formParameters(shown)],
		options: [],
		requests: [incompleteListOption],
		writes: false,
		execute: async (first) => {
			const scim = await scimOf(vendor, first);
			return await getMany(first.context, {
				session: first.users.session,
				rows: (i) => part.rows({ ...first, i }),
				show,
				simplified: part.simplified ?? simplified,
				scim: (record) => scim(profileOf(record)),
			});
		},
	});
}

/** How much of a user comes out, and in which form. */
function formParameters(shown: ShownFor): INodeProperties[] {
	return [...outputParameters(shown, { scim: true }), scimMappingParameter({ ...shown, output: ['scim'] })];
}

async function scimOf<T extends UserTypes>(
	{ scim, scimProfile = (profile) => profile }: UserVendor<T>,
	first: Item<T>,
): Promise<(profile: Profile<T['record']>) => IDataObject> {
	const table = await scim(first);
	return (profile) => scimUserOf(first.context, scimProfile(profile), table);
}
