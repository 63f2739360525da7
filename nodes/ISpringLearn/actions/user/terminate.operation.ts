import { jsonNumber, scalarText } from '../../../shared/json/json';
import { STATUS_FIELD, STATUS_NUMBERS } from '../../user/status';
import { asText } from '../../wire/along';
import { userPath } from '../../wire/restChannel';
import { userCall } from './userCall';

/** Source: OpenAPI, `POST /user/{userId}/status`; the help page names only 1 and 3. */
export const terminate = userCall({
	operation: 'terminate',
	user: 'The user whose employment has ended',
	keepsOut: true,
	parameters: () => [],
	read: () => new Map([[STATUS_FIELD, { set: STATUS_NUMBERS.terminated }]]),
	stored: ({ status }) => new Map([[STATUS_FIELD, scalarText(status) ?? '']]),
	write: async (client, { id }, [{ to }]) => await client.post(`${userPath(id)}/status`, { status: jsonNumber(asText(to)) }),
});
