import { failed } from '../../shared/failure';
import { listOf, without } from '../../shared/provisioning/diff';
import type { Comparing } from '../../shared/provisioning/readBack';
import type { Change, FieldValue } from '../../shared/provisioning/types';
import { PLACES, same, UNSEEN, type AppenateWriteOptions, type AppenateProfile } from './profile';

/**
 * Refuses a write that would undo what somebody else changed since the user was read. A PUT changes named
 * fields only, so that can happen where a whole list goes back: metadata, and groups or folders that were
 * added to or removed from.
 * @param now reads the user; only called where it matters
 * @param again asked before the same write is sent again: what its first try left behind is no change of somebody else
 * @returns the user as read last
 * @throws FailureError `conflict`
 */
export async function assertUntouched(
	current: AppenateProfile,
	changes: readonly Change[],
	{
		joined,
		now,
		again = false,
	}: Readonly<{ joined: AppenateWriteOptions['joined']; now: () => Promise<AppenateProfile>; again?: boolean }>,
): Promise<AppenateProfile> {
	const { id, fields } = current;
	const lists = changes.filter(({ field, to }) => to !== null && (field === 'Metadata' || joined?.has(field)));
	if (lists.length === 0) return current;
	const stored = await now();
	const touched = lists.filter(({ field, to }) => {
		const there = stored.fields.get(field) ?? null;
		return !same(field, fields.get(field) ?? null, there) && !(again && same(field, there, to));
	});
	if (touched.length === 0) return stored;
	throw failed({
		kind: 'conflict',
		says: `${touched.map(({ field }) => field).join(', ')} of the user ${id} was changed by somebody else between the look-up and the write`,
		todo: `Run the item again. ${again ? 'Whether it was written before is not known; it was not written again' : 'Nothing was written for it'}, because Appenate takes the whole list and the other change would be lost.`,
	});
}

/** Whether a change takes something away: no page says how, so whether it took has to be read. */
export function takesAway({ field, from, to }: Change): boolean {
	if (to === null) return true;
	if (field === 'Metadata') return listOf(to).some(isEmptied);
	return PLACES.has(field) && without(listOf(from), listOf(to), (one, other) => same(field, [one], [other])).length > 0;
}

function isEmptied(entry: FieldValue): boolean {
	return typeof entry === 'object' && 'Val' in entry && entry.Val === '';
}

/** How Appenate's answers are held against what was sent. What it spells its own way would be written again on every run. */
export const COMPARING: Comparing = {
	vendor: 'Appenate',
	same,
	unseen: UNSEEN,
	advice: (change) =>
		takesAway(change)
			? 'how to empty a value is not documented, and this way did not do it'
			: 'map it as it is shown, or every run writes it again',
};
