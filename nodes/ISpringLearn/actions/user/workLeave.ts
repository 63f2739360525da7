import { isJsonObject, scalarText } from '../../../shared/json/json';
import type { FieldName, FieldValue } from '../../../shared/provisioning/types';
import type { ISpringUser } from '../../profile';

export const WORK_LEAVE = 'workLeaveStatus';

/** A user's leave as one value; none where nobody is away. */
export function workLeaveOf({ workLeaveStatus }: ISpringUser): ReadonlyMap<FieldName, FieldValue> {
	if (!isJsonObject(workLeaveStatus)) return new Map();
	const members = Object.entries(workLeaveStatus).flatMap(([name, value]): Array<[string, string]> => {
		const text = scalarText(value);
		return text === undefined || text === '' ? [] : [[name, text]];
	});
	return members.length === 0 ? new Map() : new Map([[WORK_LEAVE, Object.fromEntries(members)]]);
}
