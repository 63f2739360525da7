import { SCHEDULES } from '../../user/rules';
import { asText } from '../../wire/unchangedFields';
import { userPath } from '../../wire/addresses';
import { someDateOf } from '../parameters';
import { userCall } from './userCall';

const DEACTIVATION_DATE = { displayName: 'Deactivation Date', name: 'date' };

/** Source: OpenAPI, `POST /user/{userId}/scheduled_deactivation`. */
export const scheduleDeactivation = userCall({
	operation: 'scheduleDeactivation',
	user: 'The user who is deactivated on that day',
	keepsOut: true,
	parameters: (show) => [
		{
			...DEACTIVATION_DATE,
			type: 'dateTime',
			default: '',
			required: true,
			placeholder: 'e.g. 2030-02-28',
			description: 'The day; a time of day is dropped. A date that was set before is replaced.',
			displayOptions: { show },
		},
	],
	read: (context, i) => new Map([[SCHEDULES.deactivation, { set: someDateOf(context, i, DEACTIVATION_DATE) }]]),
	hidden: SCHEDULES.deactivation,
	write: async (client, { id }, [{ to }]) => await client.post(`${userPath(id)}/scheduled_deactivation`, { date: asText(to) }),
});

/** Source: OpenAPI, `DELETE /user/{userId}/scheduled_deactivation`. */
export const cancelDeactivation = userCall({
	operation: 'cancelDeactivation',
	user: 'The user who is no longer to be deactivated',
	parameters: () => [],
	read: () => new Map([[SCHEDULES.deactivation, 'clear']]),
	hidden: SCHEDULES.deactivation,
	write: async (client, { id }) => await client.remove(`${userPath(id)}/scheduled_deactivation`),
});

const TERMINATION_DATE = { displayName: 'Termination Date', name: 'date' };

/** Source: OpenAPI, `POST /user/{userId}/scheduled_termination`. */
export const scheduleTermination = userCall({
	operation: 'scheduleTermination',
	user: 'The user who is terminated on that day',
	keepsOut: true,
	parameters: (show) => [
		{
			...TERMINATION_DATE,
			type: 'dateTime',
			default: '',
			required: true,
			placeholder: 'e.g. 2030-02-28',
			description: 'The day; a time of day is dropped. A date that was set before is replaced.',
			displayOptions: { show },
		},
	],
	read: (context, i) => new Map([[SCHEDULES.termination, { set: someDateOf(context, i, TERMINATION_DATE) }]]),
	hidden: SCHEDULES.termination,
	write: async (client, { id }, [{ to }]) => await client.post(`${userPath(id)}/scheduled_termination`, { date: asText(to) }),
});

/** Source: OpenAPI, `DELETE /user/{userId}/scheduled_termination`. */
export const cancelTermination = userCall({
	operation: 'cancelTermination',
	user: 'The user who is no longer to be terminated',
	parameters: () => [],
	read: () => new Map([[SCHEDULES.termination, 'clear']]),
	hidden: SCHEDULES.termination,
	write: async (client, { id }) => await client.remove(`${userPath(id)}/scheduled_termination`),
});
