import { same } from '../../user/compare';
import { asJson, userPath } from '../../wire/restChannel';
import { subordinationEdits, subordinationParameters, subordinationsOf } from '../subordination';
import { userCall } from './userCall';

/** Source: OpenAPI, `POST /user/{userId}/subordination`. */
export const setSubordination = userCall({
	operation: 'setSubordination',
	user: 'The user who gets other superiors',
	parameters: subordinationParameters,
	read: subordinationEdits,
	stored: subordinationsOf,
	same,
	write: async (client, { id }, changes) =>
		await client.post(`${userPath(id)}/subordination`, Object.fromEntries(changes.map(({ field, to }) => [field, asJson(to ?? '')]))),
});
