import type { Directory, UserDirectory } from './directory';
import { changesBetween, changesUnseen } from './diff';
import type { Change, MatchBy, MatchKey, NonEmpty, Plan, Profile, Wanted } from './types';

/** The one user that a key means, or the plan that there is none to write. */
export type Found<Doc> = Readonly<{ kind: 'one'; current: Profile<Doc> }> | Extract<Plan<Doc>, { kind: 'notFound' | 'ambiguous' }>;

/** Looks up who is meant. Several are never narrowed down to one. */
export async function findOne<By extends MatchBy, With, Doc>(
	directory: Pick<UserDirectory<By, With, Doc>, 'find'>,
	{ key, with: how }: Pick<Wanted<By, With>, 'key' | 'with'>,
): Promise<Found<Doc>> {
	const [current, ...others] = await directory.find(key, how);
	if (!current) return { kind: 'notFound', key };
	if (others.length > 0) return { kind: 'ambiguous', key, candidates: [current.id, ...others.map(({ id }) => id)] };
	return { kind: 'one', current };
}

/** What an update of one user leads to. Reads at most, writes never. */
export async function planUpdate<By extends MatchBy, With, Doc>(
	directory: Directory<By, With, Doc>,
	wanted: Wanted<By, With>,
): Promise<Plan<Doc>> {
	if (directory.kind === 'blind') return planUnseen(wanted);
	const found = await findOne(directory, wanted);
	return found.kind === 'one' ? planSeen(directory, wanted, found.current) : found;
}

/** The difference between a user and what is wanted, as a plan. Pure. */
export function planSeen<By extends MatchBy, With, Doc>(
	directory: UserDirectory<By, With, Doc>,
	{ edits }: Pick<Wanted<By, With>, 'edits'>,
	current: Profile<Doc>,
): Plan<Doc> {
	const changes = changesBetween(current, directory.asStored(edits, current), directory);
	return hasSome(changes) ? { kind: 'update', current, changes } : { kind: 'unchanged', current };
}

function planUnseen(wanted: Readonly<{ key: MatchKey; edits: Wanted['edits'] }>): Plan<never> {
	const changes = changesUnseen(wanted.edits);
	if (hasSome(changes)) return { kind: 'updateUnseen', key: wanted.key, changes };
	return {
		kind: 'failed',
		failure: {
			kind: 'invalid',
			parameter: 'Fields',
			says: 'No field to update was given',
			todo: 'Map at least one field that has a value. Nothing was sent.',
		},
	};
}

function hasSome(changes: readonly Change[]): changes is NonEmpty<Change> {
	return changes.length > 0;
}
