import { isJsonObject, scalarText, type JsonObject } from '../../../shared/json/json';
import { toText } from '../../../shared/fields/values';
import type { FieldName, FieldValue } from '../../../shared/provisioning/types';
import { isObject } from '../../user/compare';
import type { ISpringUser } from '../../user/profile';
import { asJson } from '../../wire/restChannel';
import { dateOf, dateParameter } from '../parameters';
import { userCall } from './userCall';

const WORK_LEAVE = 'workLeaveStatus';
const REASONS = [
	{ name: 'Business Trip', value: 'BusinessTrip' },
	{ name: 'Educational Leave', value: 'EducationalLeave' },
	{ name: 'On Vacation', value: 'OnVacation' },
	{ name: 'Out of the Office', value: 'OutOfTheOffice' },
	{ name: 'Parental Leave', value: 'ParentalLeave' },
	{ name: 'Personal Leave', value: 'PersonalLeave' },
	{ name: 'Sick Leave', value: 'SickLeave' },
];
const START = { displayName: 'Start Date', name: 'startDate' };
const END = { displayName: 'End Date', name: 'endDate' };

/** Source: OpenAPI, `POST /users/work-leave-status`. */
export const setWorkLeave = userCall({
	offered: {
		name: 'Set Work Leave',
		value: 'setWorkLeave',
		action: 'Set work leave of user',
		description: 'Record why a user is away and until when',
	},
	user: 'The user who is away',
	parameters: (show) => [
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'options',
			options: REASONS,
			default: 'OnVacation',
			description: 'Why the user is away',
			displayOptions: { show },
		},
		{
			...dateParameter(START, show, 'The first day, without a time of day. If empty, iSpring decides.'),
			placeholder: 'e.g. 2030-02-01',
		},
		dateParameter(END, show, 'The last day, without a time of day. If empty, the leave has no end.'),
	],
	read: (context, i) => {
		const [startDate, endDate] = [dateOf(context, i, START), dateOf(context, i, END)];
		const workLeaveReason = toText('Reason', context.getNodeParameter('reason', i, 'OnVacation'));
		const days = { ...(startDate === undefined ? {} : { startDate }), ...(endDate === undefined ? {} : { endDate }) };
		return new Map([[WORK_LEAVE, { set: { workLeaveReason, ...days } }]]);
	},
	stored: workLeaveOf,
	same: (_field, stored, wanted) => isSameLeave(stored, wanted),
	write: async (client, id, [{ to }]) =>
		await client.post('/users/work-leave-status', { workLeaveStatuses: [{ userId: id, ...jsonOf(to) }] }),
});

/** Source: OpenAPI, `POST /users/work-leave-status/delete`. */
export const removeWorkLeave = userCall({
	offered: {
		name: 'Remove Work Leave',
		value: 'removeWorkLeave',
		action: 'Remove work leave of user',
		description: 'Record that a user is back at work',
	},
	user: 'The user who is back',
	read: () => new Map([[WORK_LEAVE, 'clear']]),
	stored: workLeaveOf,
	write: async (client, id) => await client.post('/users/work-leave-status/delete', { userIds: [id] }),
});

/** A user's leave as one value; none where nobody is away. */
function workLeaveOf({ workLeaveStatus }: ISpringUser): ReadonlyMap<FieldName, FieldValue> {
	if (!isJsonObject(workLeaveStatus)) return new Map();
	const properties = Object.entries(workLeaveStatus).flatMap(([name, value]): Array<[string, string]> => {
		const text = scalarText(value);
		return text === undefined || text === '' ? [] : [[name, text]];
	});
	return properties.length === 0 ? new Map() : new Map([[WORK_LEAVE, Object.fromEntries(properties)]]);
}

/** Where no first day is asked for, any is fine. */
function isSameLeave(stored: FieldValue | null, wanted: FieldValue | null): boolean {
	const [now, next] = [jsonOf(stored), jsonOf(wanted)];
	const isSame = (name: string): boolean => (scalarText(now[name]) ?? '') === (scalarText(next[name]) ?? '');
	return isSame('workLeaveReason') && isSame('endDate') && (next.startDate === undefined || isSame('startDate'));
}

function jsonOf(value: FieldValue | null): JsonObject {
	if (value === null || !isObject(value)) return {};
	return Object.fromEntries(Object.entries(value).map(([name, property]) => [name, asJson(property)]));
}
