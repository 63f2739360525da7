import { failed, failureOf } from '../failure';
import type { UserDirectory } from './directory';
import type { Change, FieldName, FieldSet, FieldValue, MatchBy, Profile, UserId, Written } from './types';

/** Whether every write is read back, or only one whose answer does not prove it. */
export type ReadBack = 'always' | 'whenUnproven';

type Seen = Readonly<{ fields: ReadonlyMap<FieldName, FieldValue> }>;

/** How what is stored is held against what was sent. */
export type Comparing = Readonly<{
	/** The vendor's name in texts. */
	vendor: string;
	same: UserDirectory<MatchBy, unknown>['same'];
	/** Fields that the vendor never shows. */
	unseen?: FieldSet;
	/** Whether a change took, where more counts than that the two are the same. */
	took?: (stored: FieldValue | null, change: Change) => boolean;
	/** What to say of a change that did not take, beyond that it did not. */
	advice?: (change: Change) => string;
}>;

type ReadingBack<Doc> = Comparing &
	Readonly<{
		/** Reads the user as it is now; undefined when nobody is there any more. */
		read: () => Promise<Profile<Doc> | undefined>;
		changes: readonly Change[];
		/**
		 * What it means that every field is as before: the vendor refused, for which `todo` may say what helps; or no more than
		 * a warning, where the vendor may show what it was sent in a spelling of its own.
		 */
		asBefore?: Readonly<{ todo: string }> | 'warns';
		/** What else there is to say of the user. @throws FailureError when it is somebody else */
		look?: (now: Profile<Doc>) => readonly string[];
	}>;

/**
 * The user as it is after a write, with what the vendor accepted and did not do. A read that fails does not undo the write.
 * @throws FailureError `refused` when the vendor did nothing of it at all
 */
export async function readBack<Doc>(
	id: UserId,
	{ read, changes, asBefore, look = () => [], ...comparing }: ReadingBack<Doc>,
): Promise<Written<Doc>> {
	const now = await read().then(
		(profile) => profile ?? 'the user no longer exists',
		(error: unknown) => failureOf(error).says,
	);
	if (typeof now === 'string') return { id, warnings: [`The user was written, but could not be read afterward: ${now}`] };
	const seen = look(now);
	if (asBefore !== 'warns') assertTaken(now, changes, comparing, asBefore?.todo);
	return { id, record: now.record, warnings: [...seen, ...shortfalls(now, changes, comparing)] };
}

/** What is stored otherwise than it was sent, as warnings: it would be written again on every run. Pure. */
export function shortfalls(now: Seen, changes: readonly Change[], { vendor, same, unseen, took, advice }: Comparing): readonly string[] {
	return changes.flatMap((change) => {
		const { field, to } = change;
		const stored = now.fields.get(field) ?? null;
		if (unseen?.has(field) || (took ? took(stored, change) : same(field, stored, to))) return [];
		const sent = to === null ? 'where it should be empty' : `where ${JSON.stringify(to)} was sent`;
		const shown = stored === null ? 'no value' : JSON.stringify(stored);
		return [`${vendor} accepted "${field}", but shows ${shown} ${sent}${advice ? `: ${advice(change)}` : ''}`];
	});
}

const ELSEWHERE =
	'Run this item again. If it stays the same, the credential may not be allowed to make this change, or a proxy answers in place of the vendor.';

/**
 * A write is not done when everything is as before, whatever was answered: something between may have said yes.
 * Changes without a `from` were not seen before, so they are not looked at.
 */
function assertTaken(now: Seen, changes: readonly Change[], { vendor, same }: Comparing, todo = ELSEWHERE): void {
	const seen = changes.filter(({ from }) => from !== undefined);
	const asBefore = seen.filter(({ field, from = null, to }) => {
		const stored = now.fields.get(field) ?? null;
		return same(field, stored, from) && !same(field, stored, to);
	});
	if (seen.length === 0 || asBefore.length < seen.length) return;
	throw failed({
		kind: 'refused',
		status: 200,
		says: `${vendor} accepted the change, but shows the user unchanged: ${asBefore.map(({ field }) => field).join(', ')}`,
		todo,
	});
}
