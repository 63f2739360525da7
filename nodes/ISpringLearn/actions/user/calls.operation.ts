import { toText } from '../../../shared/fields/values';
import { jsonNumber, scalarText } from '../../../shared/json/json';
import { missing, same, uniqueIds } from '../../user/compare';
import { GROUP_IDS, PASSWORD } from '../../user/profile';
import { SCHEDULES } from '../../user/rules';
import { STATUS_FIELD, STATUS_NUMBERS } from '../../user/status';
import { userPath } from '../../wire/addresses';
import { asJson } from '../../wire/restChannel';
import { asText } from '../../wire/unchangedFields';
import { idsParameter } from '../departmentsAndGroups';
import { dateParameter, emptyParameter, someDateOf, someOf } from '../parameters';
import { subordinationEdits, subordinationParameters, subordinationsOf, withSuperiorIds } from '../subordination';
import { userCall, type OfferedOperation } from './userCall';

/** Source: OpenAPI, `POST /user/{userId}/password`. */
const changePassword = userCall({
	offered: {
		name: 'Change Password',
		value: 'changePassword',
		action: 'Change password of user',
		description: 'Set a new password for a user',
	},
	user: 'The user to set the password for',
	parameters: (show) => [
		{
			displayName: 'New Password',
			name: 'newPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The password is set on every run, because iSpring never shows it',
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

const GROUPS = { displayName: 'Groups', name: 'groupIds' };
/** Not the `groupIds` of an update, which is a list of groups to join. */
const FIELD = 'groups';

/** Source: OpenAPI, `POST /user/{userId}/groups/remove`. */
const removeFromGroups = userCall({
	offered: {
		name: 'Remove From Groups',
		value: 'removeFromGroups',
		action: 'Remove user from groups',
		description: 'Remove a user from some groups and keep the others',
	},
	user: 'The user to remove from the groups. Groups that the user is not in are skipped.',
	parameters: (show) => [
		{
			...idsParameter(GROUPS, show, 'The groups'),
			placeholder: 'e.g. Newcomers',
			description: 'The groups, by ID or name, separated by commas. For names with a comma, pass an array.',
		},
	],
	read: (context, i) => new Map([[FIELD, { set: someOf(context, i, GROUPS), how: 'remove' }]]),
	resolved: async (edits, { groups }) => {
		const edit = edits.get(FIELD);
		if (edit === undefined || edit === 'clear' || !Array.isArray(edit.set)) return edits;
		const ids = edit.set.map(async (group) => (await groups.theOne(toText(GROUPS.displayName, group), GROUPS.displayName)).id);
		return new Map([[FIELD, { ...edit, set: uniqueIds(await Promise.all(ids)) }]]);
	},
	stored: ({ groups }) => new Map([[FIELD, Array.isArray(groups) ? groups.flatMap((id) => scalarText(id) ?? []) : []]]),
	same: (_field, stored, wanted) => same(GROUP_IDS, stored, wanted),
	write: async (client, id, [{ from, to }]) => await client.post(`${userPath(id)}/groups/remove`, { groupIds: [...missing(to, from)] }),
});

/** Source: OpenAPI, `POST /user/{userId}/subordination`. */
const setSubordination = userCall({
	offered: {
		name: 'Set Subordination',
		value: 'setSubordination',
		action: 'Set subordination of user',
		description: 'Set the supervisor and functional manager of a user',
	},
	user: 'The user to change',
	parameters: subordinationParameters,
	read: subordinationEdits,
	resolved: async (edits, { userIds }) => await withSuperiorIds(edits, userIds),
	stored: subordinationsOf,
	same: (field, stored, wanted) => same(field, stored, wanted),
	write: async (client, id, changes) =>
		await client.post(`${userPath(id)}/subordination`, Object.fromEntries(changes.map(({ field, to }) => [field, asJson(to ?? '')]))),
});

/** Source: OpenAPI, `POST /user/{userId}/status`; the help page names only 1 and 3. */
const terminate = userCall({
	offered: {
		name: 'Terminate',
		value: 'terminate',
		action: 'Terminate user',
		description: "Mark a user's employment as ended, so that the user can no longer sign in",
	},
	user: 'The user to terminate',
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
			action: `Schedule ${what} of user`,
			description: `${verb} a user on a given day`,
		},
		user: `The user to be ${done} on that day`,
		keepsOut: true,
		parameters: (show) => [
			{
				...dateParameter(date, show, 'The date, without a time of day. It replaces any date set before.'),
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
			action: `Cancel scheduled ${what} of user`,
			description: `Remove the date on which a user will be ${done}`,
		},
		user: `The user who should no longer be ${done}`,
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
