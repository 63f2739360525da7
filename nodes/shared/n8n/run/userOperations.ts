import { archiving, deleting, switching } from '../../provisioning/userOperation';
import type { Offered, Operation } from './operations';
import { keyWords } from '../parameters/user';
import { createOperation, turningOperation, updateOperation, upsertOperation } from './userEdits';
import { compareOperation, syncOperation } from './listOperations';
import { getAllOperation, getOperation } from './userReads';
import type { Part, UserTypes, UserVendor } from './userVendor';

/**
 * The operations on users that the vendor can do, by the names that workflows store: parameters, texts, reading, running
 * and presenting are the same for all vendors.
 */
export function userOperations<T extends UserTypes>(vendor: UserVendor<T>): Readonly<Record<string, Operation>> {
	return {
		...turningOperation(vendor, { goal: 'activate', part: vendor.activate, operationOf: (directory) => switching(directory, 'activate') }),
		...turningOperation(vendor, {
			goal: 'deactivate',
			part: vendor.deactivate,
			operationOf: (directory) => switching(directory, 'deactivate'),
		}),
		...turningOperation(vendor, { goal: 'archive', part: vendor.archive, operationOf: (directory) => archiving(directory) }),
		compare: compareOperation(vendor),
		create: createOperation(vendor),
		upsert: upsertOperation(vendor),
		...turningOperation(vendor, { goal: 'delete', part: vendor.delete, operationOf: (directory) => deleting(directory) }),
		get: getOperation(vendor),
		getAll: getAllOperation(vendor),
		sync: syncOperation(vendor),
		update: updateOperation(vendor),
	};
}

/** The same operations as the list "Operation" names them. */
export function userChoices<T extends UserTypes>(vendor: UserVendor<T>): Offered[] {
	const { modes, listed } = vendor;
	const leavers = listed.leavers.some(({ deactivates }) => deactivates) ? 'report or deactivate leavers' : 'report leavers';
	const compared = 'Compare your list with all users, without writing anything';
	const upserted = 'Create a new record, or update the current one if it already exists (upsert)';
	const synced = `Bring users in line with the list: read all users once, write only what differs, ${leavers}`;
	const choices = [
		['activate', 'Activate', 'Activate user', 'Activate a user so that they can sign in again'],
		['archive', 'Archive', 'Archive user', 'Archive a user (can be undone)'],
		['compare', 'Compare Users', 'Compare users with list', compared],
		['create', 'Create', 'Create user', 'Create a new user'],
		['upsert', 'Create or Update', 'Create or update user', upserted],
		['deactivate', 'Deactivate', 'Deactivate user', 'Deactivate a user and keep their data'],
		['delete', 'Delete', 'Delete user', 'Delete a user permanently. This cannot be undone.'],
		['get', 'Get', 'Get user', `Get one user by ${keyWords(modes)}`],
		['getAll', 'Get Many', 'Get many users', 'Get all users, or those that match the filters'],
		['sync', 'Sync Users', 'Sync users with list', synced],
		['update', 'Update', 'Update user', 'Change fields of an existing user'],
	] as const;
	return choices.flatMap(([value, name, action, usual]) => {
		const part: Part | undefined = vendor[value];
		return part ? [{ name, value, action, description: part.description ?? usual }] : [];
	});
}
