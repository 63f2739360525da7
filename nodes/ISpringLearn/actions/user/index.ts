import type { Operations } from '../../../shared/n8n/operations';
import type { Offered } from '../apis';
import { changePassword } from './changePassword.operation';
import { compare } from './compare.operation';
import { create } from './create.operation';
import { deleteUser } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { activateMany, deactivateMany, terminateMany } from './manyStatuses.operation';
import { removeFromGroups } from './removeFromGroups.operation';
import { cancelDeactivation, cancelTermination, scheduleDeactivation, scheduleTermination } from './schedules.operation';
import { setSubordination } from './setSubordination.operation';
import { activate, deactivate } from './switching.operation';
import { sync } from './sync.operation';
import { terminate } from './terminate.operation';
import { update } from './update.operation';
import { upsert } from './upsert.operation';
import { removeWorkLeave, setWorkLeave } from './workLeave.operation';

export const user = {
	activate,
	activateMany,
	cancelDeactivation,
	cancelTermination,
	changePassword,
	compare,
	create,
	deactivate,
	deactivateMany,
	delete: deleteUser,
	get,
	getAll,
	removeFromGroups,
	removeWorkLeave,
	scheduleDeactivation,
	scheduleTermination,
	setSubordination,
	setWorkLeave,
	sync,
	terminate,
	terminateMany,
	update,
	upsert,
} satisfies Operations[string];

export const userOffers: readonly Offered[] = [
	{
		name: 'Activate',
		value: 'activate',
		action: 'Activate a user',
		description: 'Let a user sign in again; iSpring may send them an email with the sign-in',
	},
	{
		name: 'Activate Many',
		value: 'activateMany',
		action: 'Activate many users',
		description: 'Let several users sign in again, in one request; iSpring may send them an email with the sign-in',
	},
	{
		name: 'Cancel Scheduled Deactivation',
		value: 'cancelDeactivation',
		action: 'Cancel a scheduled deactivation of a user',
		description: 'Remove the date on which a user is deactivated',
	},
	{
		name: 'Cancel Scheduled Termination',
		value: 'cancelTermination',
		action: 'Cancel a scheduled termination of a user',
		description: 'Remove the date on which a user is terminated',
	},
	{ name: 'Change Password', value: 'changePassword', action: 'Change the password of a user', description: 'Give a user a new password' },
	{
		name: 'Compare Users',
		value: 'compare',
		action: 'Compare users with a list',
		description: 'List all users once and say of each item whether the user is there and differs; nothing is written',
	},
	{ name: 'Create', value: 'create', action: 'Create a user', description: 'Make a new user in a department' },
	{
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a user',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
	},
	{
		name: 'Deactivate',
		value: 'deactivate',
		action: 'Deactivate a user',
		description: 'Keep a user from signing in, and keep everything that belongs to the user. A terminated user stays terminated.',
	},
	{
		name: 'Deactivate Many',
		value: 'deactivateMany',
		action: 'Deactivate many users',
		description: 'Keep several users from signing in, in one request',
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete a user',
		description: 'Delete a user for good. This cannot be undone; prefer Deactivate.',
	},
	{ name: 'Get', value: 'get', action: 'Get a user', description: 'Read one user by e-mail, login or ID' },
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description: 'List users, all of them or those of departments and groups',
	},
	{
		name: 'Remove From Groups',
		value: 'removeFromGroups',
		action: 'Remove a user from groups',
		description: 'Take a user out of some groups and leave the others',
	},
	{
		name: 'Remove Work Leave',
		value: 'removeWorkLeave',
		action: 'Remove the work leave of a user',
		description: 'Say that a user is back at work',
	},
	{
		name: 'Schedule Deactivation',
		value: 'scheduleDeactivation',
		action: 'Schedule the deactivation of a user',
		description: 'Deactivate a user on a given day',
	},
	{
		name: 'Schedule Termination',
		value: 'scheduleTermination',
		action: 'Schedule the termination of a user',
		description: 'Terminate a user on a given day',
	},
	{
		name: 'Set Subordination',
		value: 'setSubordination',
		action: 'Set the subordination of a user',
		description: 'Set the supervisor and the functional manager of a user',
	},
	{
		name: 'Set Work Leave',
		value: 'setWorkLeave',
		action: 'Set the work leave of a user',
		description: 'Say why and until when a user is away',
	},
	{
		name: 'Sync Users',
		value: 'sync',
		action: 'Sync users with a list',
		description: 'Make all users as the items say: list them once, write only what differs, report or deactivate leavers',
	},
	{
		name: 'Terminate',
		value: 'terminate',
		action: 'Terminate a user',
		description: 'Mark that the employment of a user has ended; the user can no longer sign in',
	},
	{
		name: 'Terminate Many',
		value: 'terminateMany',
		action: 'Terminate many users',
		description: 'Mark that the employment of several users has ended, in one request',
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update a user',
		description: 'Change fields, department, groups or role of a user; never creates one',
	},
];
