import { failed } from '../failure';
import type { Change, FieldName, FieldValue } from './types';

type Seen = Readonly<{ fields: ReadonlyMap<FieldName, FieldValue> }>;
type Wish = Readonly<{
	changes: readonly Change[];
	same: (field: FieldName, one: FieldValue | null, other: FieldValue | null) => boolean;
	todo?: string;
}>;

const ELSEWHERE =
	'Run the item again. If it stays so, the vendor does not take this change from this credential, or something between n8n and the vendor answers in its place.';

/**
 * A write is not done when everything is as before, whatever was answered: something between may have said yes.
 * Pure. Changes without a `from` were not seen before, so they are not looked at.
 * @param vendor the name in the message
 * @throws FailureError `refused`
 */
export function assertTaken(vendor: string, now: Seen, { changes, same, todo = ELSEWHERE }: Wish): void {
	const seen = changes.filter(({ from }) => from !== undefined);
	const asBefore = seen.filter(({ field, from = null, to }) => {
		const stored = now.fields.get(field) ?? null;
		return same(field, stored, from) && !same(field, stored, to);
	});
	if (seen.length === 0 || asBefore.length < seen.length) return;
	throw failed({
		kind: 'refused',
		status: 200,
		says: `${vendor} accepted the change, and shows the user as before: ${asBefore.map(({ field }) => field).join(', ')}`,
		todo,
	});
}
