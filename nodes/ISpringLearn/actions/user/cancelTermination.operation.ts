import { SCHEDULES } from '../../rules';
import { userPath } from '../../transport/restChannel';
import { userCall } from './userCall';

/** Source: OpenAPI, `DELETE /user/{userId}/scheduled_termination`. */
export const cancelTermination = userCall({
	operation: 'cancelTermination',
	user: 'The user who is no longer to be terminated',
	parameters: () => [],
	read: () => new Map([[SCHEDULES.termination, 'clear']]),
	hidden: SCHEDULES.termination,
	write: async (client, { id }) => await client.remove(`${userPath(id)}/scheduled_termination`),
});
