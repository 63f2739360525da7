import type { FieldSpec } from '../../shared/fields/spec';
import type { Change, FieldEdits, FieldValue } from '../../shared/provisioning/types';

/** Whether somebody may sign in. No label of Axero's: only its SCIM service has it, as the attribute of this name. */
export const STATUS_FIELD = 'active';

export const ACTIVE = 'Active';
export const INACTIVE = 'Inactive';

export const STATUS_SPEC: FieldSpec = {
	name: STATUS_FIELD,
	label: 'Status',
	type: 'choice',
	choices: [ACTIVE, INACTIVE],
	spellings: { true: ACTIVE, false: INACTIVE },
	clearable: false,
};

export function statusOf(active: boolean): string {
	return active ? ACTIVE : INACTIVE;
}

/** Whether an item asks for a status. */
export function asksForStatus(edits: FieldEdits): boolean {
	return edits.has(STATUS_FIELD);
}

/** What the REST API writes, and the status that is asked for, which it can't. */
export type Split = Readonly<{ labels: readonly Change[]; status: FieldValue | null | undefined }>;

export function withoutStatus(changes: readonly Change[]): Split {
	return {
		labels: changes.filter(({ field }) => field !== STATUS_FIELD),
		status: changes.find(({ field }) => field === STATUS_FIELD)?.to,
	};
}
