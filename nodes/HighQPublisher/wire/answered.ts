import { failed } from '../../shared/failure';
import { folded } from '../../shared/provisioning/keys';
import type { Change, MatchKey, Profile } from '../../shared/provisioning/types';
import { sameField, type HighQKey } from '../user/profile';

type Answered = Readonly<{
	/** `user`, `group`: what was asked for. */
	what: string;
	/** What it was asked for by, and what the answer shows as that; undefined for nothing. */
	asked: string;
	shown: string | undefined;
	/** Whether the call only read. */
	isRead: boolean;
}>;

/**
 * Something between n8n and HighQ may mix up its answers: who is in one must be who was asked for, above all
 * before it is written back.
 * @throws FailureError `unreadable`
 */
export function assertAnswered({ what, asked, shown, isRead }: Answered): void {
	if (shown === undefined || shown === asked) return;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `HighQ was asked ${isRead ? 'for' : 'to change'} the ${what} ${asked} and answered with the ${what} ${shown}`,
		todo: isRead
			? `If this is the one that you mean, choose the ${what} by the ID ${shown}.`
			: `Look at both in HighQ before you run the item again.`,
		...(isRead ? { unwritten: true } : {}),
	});
}

/** A user that was not asked for must never be written: an id like "31a" could be read as 31. */
export function assertMeant({ value }: MatchKey<HighQKey>, { id, fields }: Profile): void {
	const email = fields.get('email') ?? null;
	if (value === id || (typeof email === 'string' && folded(value) === folded(email))) return;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `HighQ was asked for the user "${value}" and answered with the user ${id} (${typeof email === 'string' ? email : 'without an e-mail address'})`,
		todo: `If this is who you mean, choose the user by the ID ${id}.`,
		unwritten: true,
	});
}

/** The summary of a new user shows its address: with another one it is somebody else, who must not pass for the new user. */
export function assertMade(changes: readonly Change[], { id, email }: Readonly<{ id: string; email: string | undefined }>): void {
	const wanted = changes.find(({ field }) => field === 'email')?.to;
	if (typeof wanted !== 'string' || email === undefined || sameField('email', wanted, email)) return;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `HighQ was asked to create the user "${wanted}" and answered with the user ${id} (${email})`,
		todo: 'Look the new user up by the e-mail address before you run this item again: it may be there.',
	});
}
