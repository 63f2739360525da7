import { failed } from '../../shared/failure';
import type { FieldName } from '../../shared/provisioning/types';
import { fieldText, type ISpringProfile } from '../profile';

/**
 * Asked right before a write that sends fields along which it does not change: another value that somebody
 * gave them meanwhile would be lost. Where nothing goes along, nothing is read.
 * @throws FailureError `conflict`, or `notFound` for a user who is gone
 */
export async function assertUntouched(planned: ISpringProfile, along: readonly FieldName[], read: (id: string) => Promise<readonly ISpringProfile[]>): Promise<void> {
	if (along.length === 0) return;
	const [now] = await read(planned.id);
	if (!now) throw failed({ kind: 'notFound', says: 'Nobody has this ID any more', todo: 'The user was there a moment ago: somebody may have removed it. Nothing was written for this item.' });
	const changed = along.filter((name) => fieldText(now, name) !== fieldText(planned, name));
	if (changed.length === 0) return;
	throw failed({
		kind: 'conflict',
		says: `The user ${planned.id} was changed by somebody else between the look-up and the write (${changed.join(', ')})`,
		todo: 'Run the item again. Nothing was written for it, because these fields go along with every update and the other change would be lost.',
	});
}
