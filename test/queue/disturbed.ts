import type { DirectoryChange, Sandbox } from '../sandbox';
import type { Row } from '../e2e/runs';
import type { SyncWay } from '../workflow/syncWays';

export type Wanted = Readonly<{ there: number; newcomers: number }>;

/** Four who are there, and a newcomer; and so on. */
export function peopleFor(way: SyncWay, sandbox: Sandbox, { there, newcomers }: Wanted): readonly Row[] {
	const known = way
		.people(sandbox)
		.slice(0, there)
		.map(({ email }): Row => ({ email, text: `new ${email}`, firstName: '', lastName: '', login: '' }));
	const added = Array.from({ length: newcomers }, (_, i): Row => ({
		email: `newcomer.${i}@example.test`,
		text: `Newcomer ${i}`,
		firstName: 'New',
		lastName: `Comer ${i}`,
		login: `newcomer.${i}`,
	}));
	const each = there / newcomers;
	return added.flatMap((one, i) => [...known.slice(each * i, each * (i + 1)), one]);
}

/** What happens to people from now on. */
export function watched(way: SyncWay, sandbox: Sandbox, rows: readonly Row[]) {
	const changes: DirectoryChange[] = [];
	const before = way.people(sandbox).length;
	const newcomers = rows.filter(({ login }) => login !== '').length;
	const end = sandbox.onChange((change) => void changes.push(change));
	return {
		changes: () => changes.length,
		/** Ends the watch, and counts who is not as it should be. */
		end: () => {
			end();
			const emails = changes.map(({ card }) => card.email);
			const stored = new Map(way.people(sandbox).map(({ email, text }) => [email, text]));
			return {
				lost: rows.filter(({ email, text }) => stored.get(email) !== text).length,
				doubled: way.people(sandbox).length - before - newcomers,
				writtenTwice: emails.length - new Set(emails).size,
			};
		},
	};
}
