import { userCall } from './userCall';
import { WORK_LEAVE, workLeaveOf } from './workLeave';

/** Source: OpenAPI, `POST /users/work-leave-status/delete`. */
export const removeWorkLeave = userCall({
	operation: 'removeWorkLeave',
	user: 'The user who is back',
	parameters: () => [],
	read: () => new Map([[WORK_LEAVE, 'clear']]),
	stored: workLeaveOf,
	write: async (client, { id }) => await client.post('/users/work-leave-status/delete', { userIds: [id] }),
});
