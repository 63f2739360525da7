import type { Operations } from '../../../shared/n8n/run/operations';
import type { Offered } from '../apis';
import { changePassword, removeFromGroups, setSubordination, terminate } from './calls.operation';
import { activateMany, deactivateMany, terminateMany } from './manyStatuses.operation';
import { cancelDeactivation, cancelTermination, scheduleDeactivation, scheduleTermination } from './schedules.operation';
import { removeWorkLeave, setWorkLeave } from './workLeave.operation';

/** What iSpring can do with users beside what every vendor can. */
export const ownUserOperations = {
	activateMany,
	cancelDeactivation,
	cancelTermination,
	changePassword,
	deactivateMany,
	removeFromGroups,
	removeWorkLeave,
	scheduleDeactivation,
	scheduleTermination,
	setSubordination,
	setWorkLeave,
	terminate,
	terminateMany,
} satisfies Operations[string];

export const ownUserOffers: readonly Offered[] = [
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
		name: 'Deactivate Many',
		value: 'deactivateMany',
		action: 'Deactivate many users',
		description: 'Keep several users from signing in, in one request',
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
];
