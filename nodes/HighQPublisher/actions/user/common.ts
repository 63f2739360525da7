import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { mappedEdits } from '../../../shared/n8n/mapped';
import { idByUrl, urlMode } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';
import { inputEdits } from '../../../shared/n8n/scim';
import { userKey, userParameter, type UserMode } from '../../../shared/n8n/user';
import type { FieldEdits, MatchKey } from '../../../shared/provisioning/types';
import { assertCarried, storedEdits } from '../../edits';
import { HIGHQ_FIELDS, type HighQKey } from '../../profile';
import { HIGHQ_SCIM } from '../../scim';
import { formatOf } from '../open';
import { recordUrl } from '../recordUrl';

/** How a user can be named at HighQ. */
export const USER_MODES: ReadonlyArray<UserMode<HighQKey>> = [
	{ by: 'id', label: 'By ID', placeholder: 'e.g. 31' },
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
];

const USER_URL = recordUrl('user', '31');

/** The parameter "User" for somebody who is there: also by the address in HighQ's answers. */
export function highqUserParameter(show: ShownFor, description: string): INodeProperties {
	const { modes = [], ...parameter } = userParameter(USER_MODES, show, description);
	return { ...parameter, modes: [...modes, urlMode(parameter.displayName, USER_URL)] };
}

/**
 * Who item `i` means; an address stands for the ID in it.
 * @throws FailureError `invalid` when it is empty, no e-mail address, or no address of a user
 */
export function highqUserKey(context: IExecuteFunctions, i: number): MatchKey<HighQKey> {
	const id = idByUrl(context, i, { displayName: 'User', name: 'user', url: USER_URL });
	return id === undefined ? userKey(context, i, USER_MODES) : { by: 'id', value: id };
}

/** Traps of the columns, below "Fields". */
export const FIELDS_NOTICE =
	'Links take JSON like {"LinkedIn": "https://…"} and replace all links of their kind. To move a user to another organisation, map its ID, name and address ID together.';

/** What HighQ wants of a new user, and what it does not do. */
export const NEWCOMER_NOTICE =
	'A new user needs E-Mail, First Name and Last Name. HighQ finds the organisation by the domain of the address; for other domains map Organisation ID. HighQ sends no invitation: invite the user in HighQ.';

/**
 * What item `i` asks for, as columns or as a SCIM user.
 * @throws FailureError `invalid`, also for what the format can't carry
 */
export function highqEdits(context: IExecuteFunctions, i: number): FieldEdits {
	const edits = storedEdits(
		inputEdits(context, i, { specs: HIGHQ_FIELDS, table: HIGHQ_SCIM, fields: () => mappedEdits(context, i, HIGHQ_FIELDS) }),
	);
	assertCarried(formatOf(context), edits);
	return edits;
}
