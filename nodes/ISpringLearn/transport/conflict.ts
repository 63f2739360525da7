import { beforeWriting, failed } from '../../shared/failure';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { texts } from '../compare';
import { idsWithout } from '../ids';
import { fieldText, GROUP_IDS, type ISpringProfile } from '../profile';

type Sending = Readonly<{
	planned: ISpringProfile;
	changes: readonly Change[];
	/** What goes along without being changed: another value that somebody gave it meanwhile would be lost. */
	along: readonly FieldName[];
	read: (id: string) => Promise<readonly ISpringProfile[]>;
}>;

/** Asked around a write that sends more than it changes. Where nothing goes along, nothing is read. */
export type Untouched = Readonly<{
	/** @throws FailureError `conflict`, or `notFound` for a user who is gone */
	before: () => Promise<void>;
	/** The same before the write is sent again: what an earlier try of it may have done is nobody else's change. */
	again: () => Promise<void>;
}>;

export function untouchedBy(sending: Sending): Untouched {
	return {
		before: async () => await beforeWriting(async () => await assertUntouched(sending, false)),
		again: async () => await assertUntouched(sending, true),
	};
}

async function assertUntouched({ planned, changes, along, read }: Sending, isAgain: boolean): Promise<void> {
	if (along.length === 0) return;
	const [now] = await read(planned.id);
	if (!now) throw gone();
	const isTouched = (name: FieldName): boolean => {
		if (name !== GROUP_IDS) return fieldText(now, name) !== fieldText(planned, name);
		const before = planned.fields.get(name);
		const after = isAgain ? changes.find(({ field }) => field === name)?.to : before;
		return areGroupsTouched({ before, after, now: now.fields.get(name) });
	};
	const touched = along.filter(isTouched);
	if (touched.length === 0) return;
	throw failed({
		kind: 'conflict',
		says: `The user ${planned.id} was changed by somebody else between the look-up and the write (${touched.join(', ')})`,
		todo: 'Run the item again. Its last write was not sent, because these fields go along with every update and the other change would be lost.',
	});
}

type Groups = Readonly<Record<'before' | 'after' | 'now', FieldValue | null | undefined>>;

/** A group that is neither of those before nor of those after, or one of both that is missing, is somebody else's doing. */
function areGroupsTouched(groups: Groups): boolean {
	const [before, after, now] = [texts(groups.before), texts(groups.after), texts(groups.now)];
	const kept = idsWithout(before, idsWithout(before, after));
	return idsWithout(now, [...before, ...after]).length + idsWithout(kept, now).length > 0;
}

function gone() {
	return failed({
		kind: 'notFound',
		says: 'Nobody has this ID any more',
		todo: 'The user was there a moment ago: somebody may have removed it.',
	});
}
