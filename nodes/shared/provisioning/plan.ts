import { failureOf } from '../failure';
import type { Directory, UserDirectory } from './directory';
import { changesBetween, changesUnseen } from './diff';
import type { Change, MatchBy, MatchKey, NonEmpty, Plan, Profile, Wanted } from './types';

/** Decides what one item leads to. Reads at most, writes never. A channel that failed is a plan of kind `failed`. */
export async function planSafely<By extends MatchBy, With, Doc>(
	directory: Directory<By, With, Doc>,
	wanted: Wanted<By, With>,
): Promise<Plan<Doc>> {
	try {
		return await planFor(directory, wanted);
	} catch (error) {
		return { kind: 'failed', failure: failureOf(error) };
	}
}

async function planFor<By extends MatchBy, With, Doc>(
	directory: Directory<By, With, Doc>,
	wanted: Wanted<By, With>,
): Promise<Plan<Doc>> {
	if (directory.kind === 'blind') return unseenPlan(wanted);

	const found = await directory.find(wanted.key, wanted.with);
	const [current, ...others] = found;
	if (!current) return { kind: 'notFound', key: wanted.key };
	if (others.length > 0) return { kind: 'ambiguous', key: wanted.key, candidates: [current.id, ...others.map(({ id }) => id)] };
	return seenPlan(directory, wanted, current);
}

function seenPlan<By extends MatchBy, With, Doc>(
	directory: UserDirectory<By, With, Doc>,
	wanted: Wanted<By, With>,
	current: Profile<Doc>,
): Plan<Doc> {
	const changes = changesBetween(current, directory.asStored(wanted.edits, current), directory);
	return hasSome(changes) ? { kind: 'update', current, changes } : { kind: 'unchanged', current };
}

function unseenPlan(wanted: Readonly<{ key: MatchKey; edits: Wanted['edits'] }>): Plan<never> {
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
