import { jsonNumber, scalarText } from '../../../shared/json/json';
import { STATUS } from '../../transport/channel';
import { asText } from '../../transport/mandatory';
import { userPath } from '../../transport/restChannel';
import { userCall } from './userCall';

/** Source: OpenAPI, `POST /user/{userId}/status`; the help page names only 1 and 3. */
export const terminate = userCall({
	operation: 'terminate',
	user: 'The user whose employment has ended',
	parameters: () => [],
	read: () => new Map([['status', { set: String(STATUS.terminated) }]]),
	stored: ({ status }) => new Map([['status', scalarText(status) ?? '']]),
	write: async (client, { id }, [{ to }]) => await client.post(`${userPath(id)}/status`, { status: jsonNumber(asText(to)) }),
});
