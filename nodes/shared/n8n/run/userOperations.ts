import { archiving, deleting, switching } from '../../provisioning/userOperation';
import type { Offered, Operation } from './operations';
import { keyWords } from '../parameters/user';
import { createOperation, turningOperation, updateOperation, upsertOperation } from './userEdits';
import { compareOperation, syncOperation } from './userLists';
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
		...turningOperation(vendor, { goal: 'archive', part: vendor.archive, operationOf: archiving }),
		compare: compareOperation(vendor),
		create: createOperation(vendor),
		upsert: upsertOperation(vendor),
		...turningOperation(vendor, { goal: 'delete', part: vendor.delete, operationOf: deleting }),
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
	const compared = 'List all users once and say of each item whether the user is there and differs; nothing is written';
	const upserted = 'Create a new record, or update the current one if it already exists (upsert)';
	const synced = `Make all users as the items say: list them once, write only what differs, ${leavers}`;
	const choices = [
		['activate', 'Activate', 'Activate a user', 'Let a user in again'],
		['archive', 'Archive', 'Archive a user', 'Put a user away without deleting it'],
		['compare', 'Compare Users', 'Compare users with a list', compared],
		['create', 'Create', 'Create a user', 'Create a new user'],
		['upsert', 'Create or Update', 'Create or update a user', upserted],
		['deactivate', 'Deactivate', 'Deactivate a user', 'Keep a user out and keep everything else'],
		['delete', 'Delete', 'Delete a user', 'Delete a user for good; this cannot be undone'],
		['get', 'Get', 'Get a user', `Read one user by ${keyWords(modes)}`],
		['getAll', 'Get Many', 'Get many users', 'List users, all of them or those that fit filters'],
		['sync', 'Sync Users', 'Sync users with a list', synced],
		['update', 'Update', 'Update a user', 'Change fields of a user; never creates one'],
	] as const;
	return choices.flatMap(([value, name, action, usual]) => {
		const part: Part | undefined = vendor[value];
		return part ? [{ name, value, action, description: part.description ?? usual }] : [];
	});
}
