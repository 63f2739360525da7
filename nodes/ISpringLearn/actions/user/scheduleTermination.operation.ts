import { SCHEDULES } from '../../rules';
import { asText } from '../../transport/along';
import { userPath } from '../../transport/restChannel';
import { someDateOf } from '../parameters';
import { userCall } from './userCall';

const DATE = { displayName: 'Termination Date', name: 'date' };

/** Source: OpenAPI, `POST /user/{userId}/scheduled_termination`. */
export const scheduleTermination = userCall({
	operation: 'scheduleTermination',
	user: 'The user who is terminated on that day',
	keepsOut: true,
	parameters: (show) => [
		{
			...DATE,
			type: 'dateTime',
			default: '',
			required: true,
			placeholder: 'e.g. 2030-02-28',
			description: 'The day; a time of day is dropped. A date that was set before is replaced.',
			displayOptions: { show },
		},
	],
	read: (context, i) => new Map([[SCHEDULES.termination, { set: someDateOf(context, i, DATE) }]]),
	hidden: SCHEDULES.termination,
	write: async (client, { id }, [{ to }]) => await client.post(`${userPath(id)}/scheduled_termination`, { date: asText(to) }),
});
