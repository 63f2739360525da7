import { failed } from '../../shared/failure';
import type { FieldName } from '../../shared/provisioning/types';
import { fieldText, type ISpringProfile } from '../profile';

/**
 * Asked right before a write that sends fields along which it does not change, and before it is sent again:
 * another value that somebody gave them meanwhile would be lost. Where nothing goes along, nothing is read.
 * @returns what throws a FailureError `conflict`, or `notFound` for a user who is gone
 */
export function untouchedBy(
	planned: ISpringProfile,
	along: readonly FieldName[],
	read: (id: string) => Promise<readonly ISpringProfile[]>,
): () => Promise<void> {
	return async () => {
		if (along.length > 0) await assertUntouched(planned, along, read);
	};
}

async function assertUntouched(
	planned: ISpringProfile,
	along: readonly FieldName[],
	read: (id: string) => Promise<readonly ISpringProfile[]>,
): Promise<void> {
	const [now] = await read(planned.id);
	if (!now)
		throw failed({
			kind: 'notFound',
			says: 'Nobody has this ID any more',
			todo: 'The user was there a moment ago: somebody may have removed it.',
		});
	const changed = along.filter((name) => fieldText(now, name) !== fieldText(planned, name));
	if (changed.length === 0) return;
	throw failed({
		kind: 'conflict',
		says: `The user ${planned.id} was changed by somebody else between the look-up and the write (${changed.join(', ')})`,
		todo: 'Run the item again. Its last write was not sent, because these fields go along with every update and the other change would be lost.',
	});
}
