import { userPath } from '../../transport/restChannel';
import { userCall } from './userCall';

/** Source: OpenAPI, `DELETE /user/{userId}/scheduled_deactivation`. */
export const cancelDeactivation = userCall({
	operation: 'cancelDeactivation',
	user: 'The user who is no longer to be deactivated',
	parameters: () => [],
	read: () => new Map([['scheduledDeactivation', 'clear']]),
	hidden: 'scheduledDeactivation',
	write: async (client, { id }) => await client.remove(`${userPath(id)}/scheduled_deactivation`),
});
