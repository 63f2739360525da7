import type { Change, FieldName } from '../../shared/provisioning/types';
import { isJsonObject } from '../../shared/json/json';
import type { Reply } from '../wire/failure';
import { USER } from '../wire/answers';
import { textAt } from '../wire/paths';
import { sameField } from './profile';

/** The pages disagree on the words of a status, and don't say which of an organisation's name and IDs wins. */
const OPEN: ReadonlySet<FieldName> = new Set(['status', 'orgname', 'orgid', 'orgaddressid']);

/**
 * Whether the answer to a write leaves nothing open: it names the user, with a new address where there is one, and the pages
 * agree on what becomes of such changes. How a field is cleared stands on none.
 * Source: "Add User", "Update User" and the pages of the status calls: 200, with a summary of ID, email address and link.
 * @param changes those that the write carried as fields
 */
export function isProven(id: string, changes: readonly Change[], { document }: Pick<Reply, 'document'>): boolean {
	const summary = document?.[USER.one];
	if (!isJsonObject(summary) || textAt(summary, ['id']) !== id) return false;
	return changes.every(({ field, to }) => {
		if (field === 'email') return sameField(field, to, textAt(summary, ['email']) ?? null);
		return to !== null && !OPEN.has(field);
	});
}
