import { SCHEDULES } from '../../rules';
import { userPath } from '../../transport/restChannel';
import { userCall } from './userCall';

/** Source: OpenAPI, `DELETE /user/{userId}/scheduled_deactivation`. */
export const cancelDeactivation = userCall({
	operation: 'cancelDeactivation',
	user: 'The user who is no longer to be deactivated',
	parameters: () => [],
	read: () => new Map([[SCHEDULES.deactivation, 'clear']]),
	hidden: SCHEDULES.deactivation,
	write: async (client, { id }) => await client.remove(`${userPath(id)}/scheduled_deactivation`),
});
