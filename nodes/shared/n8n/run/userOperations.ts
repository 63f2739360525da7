import type { Offered, Operation } from './operations';
import { keyWords } from '../parameters/user';
import { archiveOperation, createOperation, deleteOperation, switchOperations, updateOperation, upsertOperation } from './userEdits';
import { compareOperation, syncOperation } from './userLists';
import { getAllOperation, getOperation } from './userReads';
import type { Part, UserTypes, UserVendor } from './userVendor';

/**
 * The operations on users that the vendor can do, by the names that workflows store: parameters, texts, reading, running
 * and presenting are the same for all vendors.
 */
export function userOperations<T extends UserTypes>(vendor: UserVendor<T>): Readonly<Record<string, Operation>> {
	return {
		...switchOperations(vendor),
		...archiveOperation(vendor),
		compare: compareOperation(vendor),
		create: createOperation(vendor),
		upsert: upsertOperation(vendor),
		...deleteOperation(vendor),
		get: getOperation(vendor),
		getAll: getAllOperation(vendor),
		sync: syncOperation(vendor),
		update: updateOperation(vendor),
	};
}

/** The same operations as the list "Operation" names them. */
export function userChoices<T extends UserTypes>(vendor: UserVendor<T>): Offered[] {
	const { switches, archives, deletes, modes, listed } = vendor;
	const leavers = listed.leavers.some(({ deactivates }) => deactivates) ? 'report or deactivate leavers' : 'report leavers';
	const choice = (value: string, name: string, action: string, usual: string, part: Part | undefined): Offered[] =>
		part ? [{ name, value, action, description: part.description ?? usual }] : [];
	return [
		...choice('activate', 'Activate', 'Activate a user', 'Let a user in again', switches?.activate),
		...choice('archive', 'Archive', 'Archive a user', 'Put a user away without deleting it', archives),
		...choice(
			'compare',
			'Compare Users',
			'Compare users with a list',
			'List all users once and say of each item whether the user is there and differs; nothing is written',
			vendor.compare,
		),
		...choice('create', 'Create', 'Create a user', 'Create a new user', vendor.create),
		...choice(
			'upsert',
			'Create or Update',
			'Create or update a user',
			'Create a new record, or update the current one if it already exists (upsert)',
			vendor.upsert,
		),
		...choice('deactivate', 'Deactivate', 'Deactivate a user', 'Keep a user out and keep everything else', switches?.deactivate),
		...choice('delete', 'Delete', 'Delete a user', 'Delete a user for good; this cannot be undone', deletes),
		...choice('get', 'Get', 'Get a user', `Read one user by ${keyWords(modes)}`, vendor.get),
		...choice('getAll', 'Get Many', 'Get many users', 'List users, all of them or those that fit filters', vendor.getAll),
		...choice(
			'sync',
			'Sync Users',
			'Sync users with a list',
			`Make all users as the items say: list them once, write only what differs, ${leavers}`,
			vendor.sync,
		),
		...choice('update', 'Update', 'Update a user', 'Change fields of a user; never creates one', vendor.update),
	];
}
