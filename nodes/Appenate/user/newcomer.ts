import { failed } from '../../shared/failure';
import type { UserDirectory } from '../../shared/provisioning/directory';
import type { Edit, FieldEdits, FieldName, Wanted } from '../../shared/provisioning/types';
import { APPENATE_FIELDS, INVITED, type AppenateKey } from './profile';
import { givenEntries } from './metadata';

/** Required by "POST User". */
export const REQUIRED: readonly FieldName[] = ['FirstName', 'LastName', 'Email'];

/** "POST User" has no Status: a new user is invited. */
export const NEWCOMER_FIELDS = APPENATE_FIELDS.filter(({ name }) => name !== 'Status');

/** How the key of a user is called as a field; Appenate chooses the ID. */
const FIELD_OF: Readonly<Partial<Record<AppenateKey, FieldName>>> = { email: 'Email', externalId: 'ExternalId' };

type Comparing = Pick<UserDirectory<AppenateKey, unknown>, 'same'>;

/**
 * The fields of a user who may be new.
 * @throws FailureError `invalid` for Status
 */
export function withoutStatus(edits: FieldEdits): FieldEdits {
	if (!edits.has('Status')) return edits;
	throw invalid('Status', "Status can't be given to a new user, who is always invited", 'Use Activate, Deactivate or Update for Status.');
}

/**
 * The fields of a new user, complete and without what a new user is anyway.
 * @throws FailureError `invalid` naming what Appenate requires and nobody gave
 */
export function complete(edits: FieldEdits, { same }: Comparing): FieldEdits {
	const missing = REQUIRED.filter((name) => !edits.has(name)).map(labelOf);
	if (missing.length > 0) throw invalid('Fields', `A new user needs ${missing.join(', ')}`, 'Map a value for every item.');
	return new Map(
		[...edits].flatMap(([name, edit]): Array<[FieldName, Edit]> => {
			if (edit === 'clear') return [];
			if (name === 'Status' && same(name, INVITED, edit.set)) return [];
			if (name !== 'Metadata') return [[name, edit]];
			const set = givenEntries(edit.set);
			return set.length === 0 ? [] : [[name, { set }]];
		}),
	);
}

/** The fields of a new user whom nobody was found for: what finds the user goes along. */
export function newcomer({ key: { by, value }, edits }: Pick<Wanted<AppenateKey>, 'key' | 'edits'>, directory: Comparing): FieldEdits {
	const field = FIELD_OF[by];
	return complete(new Map<FieldName, Edit>([...(field === undefined ? [] : [[field, { set: value }] as const]), ...edits]), directory);
}

function labelOf(name: FieldName): string {
	const label = APPENATE_FIELDS.find((spec) => spec.name === name)?.label ?? name;
	return label.replace(/ \(.*$/, '');
}

function invalid(parameter: string, says: string, todo: string) {
	return failed({ kind: 'invalid', parameter, says, todo });
}
