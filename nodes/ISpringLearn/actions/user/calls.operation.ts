import { toText } from '../../../shared/fields/values';
import { jsonNumber, scalarText } from '../../../shared/json/json';
import { missing, same } from '../../user/compare';
import { GROUP_IDS, PASSWORD } from '../../user/profile';
import { SCHEDULES } from '../../user/rules';
import { STATUS_FIELD, STATUS_NUMBERS } from '../../user/status';
import { userPath } from '../../wire/addresses';
import { asJson } from '../../wire/restChannel';
import { asText } from '../../wire/unchangedFields';
import { idsParameter } from '../departmentsAndGroups';
import { dateParameter, emptyParameter, someDateOf, someOf } from '../parameters';
import { subordinationEdits, subordinationParameters, subordinationsOf } from '../subordination';
import { userCall, type OfferedOperation } from './userCall';

/** Source: OpenAPI, `POST /user/{userId}/password`. */
const changePassword = userCall({
	offered: {
		name: 'Change Password',
		value: 'changePassword',
		action: 'Change the password of a user',
		description: 'Give a user a new password',
	},
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
		if (password === '') throw emptyParameter('New Password', 'Map a value for every item.');
		return new Map([[PASSWORD, { set: password }]]);
	},
	hidden: PASSWORD,
	write: async (client, id, [{ to }]) => await client.post(`${userPath(id)}/password`, { password: asText(to) }),
});

const GROUPS = { displayName: 'Group IDs', name: 'groupIds' };
/** Not the `groupIds` of an update, which is a list of groups to join. */
const FIELD = 'groups';

/** Source: OpenAPI, `POST /user/{userId}/groups/remove`. */
const removeFromGroups = userCall({
	offered: {
		name: 'Remove From Groups',
		value: 'removeFromGroups',
		action: 'Remove a user from groups',
		description: 'Take a user out of some groups and leave the others',
	},
	user: 'The user who leaves the groups. Groups that the user is not in are passed over.',
	parameters: (show) => [idsParameter(GROUPS, show, 'IDs of groups')],
	read: (context, i) => new Map([[FIELD, { set: someOf(context, i, GROUPS), how: 'remove' }]]),
	stored: ({ groups }) => new Map([[FIELD, Array.isArray(groups) ? groups.flatMap((id) => scalarText(id) ?? []) : []]]),
	same: (_field, stored, wanted) => same(GROUP_IDS, stored, wanted),
	write: async (client, id, [{ from, to }]) => await client.post(`${userPath(id)}/groups/remove`, { groupIds: [...missing(to, from)] }),
});

/** Source: OpenAPI, `POST /user/{userId}/subordination`. */
const setSubordination = userCall({
	offered: {
		name: 'Set Subordination',
		value: 'setSubordination',
		action: 'Set the subordination of a user',
		description: 'Set the supervisor and the functional manager of a user',
	},
	user: 'The user who gets other superiors',
	parameters: subordinationParameters,
	read: subordinationEdits,
	stored: subordinationsOf,
	same,
	write: async (client, id, changes) =>
		await client.post(`${userPath(id)}/subordination`, Object.fromEntries(changes.map(({ field, to }) => [field, asJson(to ?? '')]))),
});

/** Source: OpenAPI, `POST /user/{userId}/status`; the help page names only 1 and 3. */
const terminate = userCall({
	offered: {
		name: 'Terminate',
		value: 'terminate',
		action: 'Terminate a user',
		description: 'Mark that the employment of a user has ended; the user can no longer sign in',
	},
	user: 'The user whose employment has ended',
	keepsOut: true,
	read: () => new Map([[STATUS_FIELD, { set: STATUS_NUMBERS.terminated }]]),
	stored: ({ status }) => new Map([[STATUS_FIELD, scalarText(status) ?? '']]),
	write: async (client, id, [{ to }]) => await client.post(`${userPath(id)}/status`, { status: jsonNumber(asText(to)) }),
});

/**
 * A day on which a user is kept out, and its removal. iSpring does not show the day.
 * Source: OpenAPI, `POST` and `DELETE` of `/user/{userId}/scheduled_deactivation` and `/user/{userId}/scheduled_termination`.
 */
function schedule(what: keyof typeof SCHEDULES, noun: string, verb: string): readonly OfferedOperation[] {
	const field = SCHEDULES[what];
	const pathOf = (id: string): string => `${userPath(id)}/scheduled_${what}`;
	const done = `${verb.toLowerCase()}d`;
	const date = { displayName: `${noun} Date`, name: 'date' };
	const set = userCall({
		offered: {
			name: `Schedule ${noun}`,
			value: `schedule${noun}`,
			action: `Schedule the ${what} of a user`,
			description: `${verb} a user on a given day`,
		},
		user: `The user who is ${done} on that day`,
		keepsOut: true,
		parameters: (show) => [
			{
				...dateParameter(date, show, 'The day; a time of day is dropped. A date that was set before is replaced.'),
				required: true,
			},
		],
		read: (context, i) => new Map([[field, { set: someDateOf(context, i, date) }]]),
		hidden: field,
		write: async (client, id, [{ to }]) => await client.post(pathOf(id), { date: asText(to) }),
	});
	const cancel = userCall({
		offered: {
			name: `Cancel Scheduled ${noun}`,
			value: `cancel${noun}`,
			action: `Cancel a scheduled ${what} of a user`,
			description: `Remove the date on which a user is ${done}`,
		},
		user: `The user who is no longer to be ${done}`,
		read: () => new Map([[field, 'clear']]),
		hidden: field,
		write: async (client, id) => await client.remove(pathOf(id)),
	});
	return [set, cancel];
}

/** What has a call of its own in the current REST API, and no place in an update. */
export const USER_CALLS: readonly OfferedOperation[] = [
	changePassword,
	removeFromGroups,
	setSubordination,
	terminate,
	...schedule('deactivation', 'Deactivation', 'Deactivate'),
	...schedule('termination', 'Termination', 'Terminate'),
];
