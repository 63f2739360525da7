import { scalarText } from '../../../shared/json/json';
import { missing, same } from '../../user/compare';
import { GROUP_IDS } from '../../user/profile';
import { userPath } from '../../wire/restChannel';
import { someOf } from '../parameters';
import { userCall } from './userCall';

const GROUPS = { displayName: 'Group IDs', name: 'groupIds' };
/** Not the `groupIds` of an update, which is a list of groups to join. */
const FIELD = 'groups';

/** Source: OpenAPI, `POST /user/{userId}/groups/remove`. */
export const removeFromGroups = userCall({
	operation: 'removeFromGroups',
	user: 'The user who leaves the groups. Groups that the user is not in are passed over.',
	parameters: (show) => [
		{
			...GROUPS,
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692',
			description: 'IDs of groups, separated by commas, or a list from an expression',
			displayOptions: { show },
		},
	],
	read: (context, i) => new Map([[FIELD, { set: someOf(context, i, GROUPS), how: 'remove' }]]),
	stored: ({ groups }) => new Map([[FIELD, Array.isArray(groups) ? groups.flatMap((id) => scalarText(id) ?? []) : []]]),
	same: (_field, stored, wanted) => same(GROUP_IDS, stored, wanted),
	write: async (client, { id }, [{ from, to }]) => await client.post(`${userPath(id)}/groups/remove`, { groupIds: [...missing(to, from)] }),
});
