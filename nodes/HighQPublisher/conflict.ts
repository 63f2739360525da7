import { failed } from '../shared/failure';
import type { Profile } from '../shared/provisioning/types';
import type { UserFormat } from './format/userFormat';

/** @throws FailureError `conflict` when the user is not as it was planned for */
export function assertUntouched<User>(format: UserFormat<User>, planned: User, now: Profile<User> | undefined): void {
	if (!now) throw gone('Nobody has this ID any more');
	if (format.write(now.record) !== format.write(planned)) throw touched(`The user ${now.id}`, 'Nothing was written for it');
}

/**
 * Asked before the same write is sent again. What its first try left behind leads to the same write.
 * @param body what was sent
 * @param anew what would be sent for the user as it is now
 * @throws FailureError `conflict` when that is not the same: somebody else's change would be lost
 */
export function assertSameWrite<User>(now: Profile<User> | undefined, body: string, anew: (record: User) => string): void {
	if (!now) throw gone('Nobody has this ID any more');
	if (anew(now.record) !== body)
		throw touched(`The user ${now.id}`, 'Whether it was written before is not known; it was not written again');
}

/** A PUT replaces the whole record: what others wrote since it was read would be lost. */
export function touched(what: string, became: string) {
	return failed({
		kind: 'conflict',
		says: `${what} was changed by somebody else between the look-up and the write`,
		todo: `Run the item again. ${became}, because HighQ replaces the whole record and the other change would be lost.`,
	});
}

export function gone(says: string) {
	return failed({
		kind: 'notFound',
		says,
		todo: 'The user was there a moment ago: somebody may have removed it.',
	});
}
