import { failed } from '../../../shared/failure';
import { toText } from '../../../shared/fields/values';
import { jsonNumber, scalarText } from '../../../shared/json/json';
import { missing, same } from '../../user/compare';
import { GROUP_IDS, PASSWORD } from '../../user/profile';
import { STATUS_FIELD, STATUS_NUMBERS } from '../../user/status';
import { asText } from '../../wire/unchangedFields';
import { userPath } from '../../wire/addresses';
import { asJson } from '../../wire/restChannel';
import { someOf } from '../parameters';
import { subordinationEdits, subordinationParameters, subordinationsOf } from '../subordination';
import { userCall } from './userCall';

/** Source: OpenAPI, `POST /user/{userId}/password`. */
export const changePassword = userCall({
	operation: 'changePassword',
	user: 'The user who gets a new password',
	parameters: (show) => [
		{
			displayName: 'New Password',
			name: 'newPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Set on every run: iSpring never shows a password',
			displayOptions: { show },
		},
	],
	read: (context, i) => {
		const password = toText('New Password', context.getNodeParameter('newPassword', i, ''));
		if (password === '')
			throw failed({
				kind: 'invalid',
				parameter: 'New Password',
				says: 'New Password is empty',
				todo: 'Map a value for every item.',
			});
		return new Map([[PASSWORD, { set: password }]]);
	},
	hidden: PASSWORD,
	write: async (client, { id }, [{ to }]) => await client.post(`${userPath(id)}/password`, { password: asText(to) }),
});

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
