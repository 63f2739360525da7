import { changesBetween, changesUnseen } from './diff';
import type { Directory, UserDirectory } from './directory';
import { folded } from './keys';
import type { Change, Match, MatchBy, MatchKey, NonEmpty, Plan, Wanted, Write } from './types';

/** The one user that an item means, or the plan that there is none to write. */
export type Found<Doc> = (Match<Doc> & Readonly<{ kind: 'one' }>) | Extract<Plan<Doc>, { kind: 'notFound' | 'ambiguous' }>;

/** A user store that looks users up. */
export type FindsUsers<By extends MatchBy, Options, Doc> = Pick<UserDirectory<By, Options, Doc>, 'find'>;

type Keys<By extends MatchBy, Options> = Pick<Wanted<By, Options>, 'key' | 'otherKeys' | 'options'>;

/** Looks up who is meant, key by key until somebody has one. Several are never narrowed down to one. */
export async function findOne<By extends MatchBy, Options, Doc>(
	directory: FindsUsers<By, Options, Doc>,
	{ key, otherKeys = [], options }: Keys<By, Options>,
): Promise<Found<Doc>> {
	for (const one of [key, ...otherKeys]) {
		const [current, ...others] = await directory.find(one, options);
		if (current && others.length > 0) return { kind: 'ambiguous', key: one, candidates: [current.id, ...others.map(({ id }) => id)] };
		if (current) return { kind: 'one', key: one, current };
	}
	return { kind: 'notFound', key, otherKeys };
}

/** What an update of one user leads to. Reads at most, writes never. */
export async function planUpdate<By extends MatchBy, Options, Doc>(
	directory: Directory<By, Options, Doc>,
	wanted: Wanted<By, Options>,
): Promise<Plan<Doc>> {
	if (directory.kind === 'blind') return planUnseen(wanted);
	const found = await findOne(directory, wanted);
	return found.kind === 'one' ? planSeen(directory, wanted, found) : found;
}

/** The difference between a user and what is wanted, as a plan. Pure. */
export function planSeen<By extends MatchBy, Options, Doc>(
	directory: UserDirectory<By, Options, Doc>,
	{ edits }: Pick<Wanted<By, Options>, 'edits'>,
	{ key, current }: Match<Doc>,
): Plan<Doc> {
	const changes = changesBetween(current, directory.asStored(edits, current), directory);
	return hasSome(changes) ? { kind: 'update', key, current, changes } : { kind: 'unchanged', key, current };
}

function planUnseen({ key, edits }: Pick<Wanted, 'key' | 'edits'>): Plan<never> {
	const changes = changesUnseen(edits);
	if (hasSome(changes)) return { kind: 'updateUnseen', key, changes };
	return {
		kind: 'failed',
		failure: {
			kind: 'invalid',
			parameter: 'Fields',
			says: 'No fields to update were given',
			todo: 'Map at least one field with a value.',
		},
	};
}

function hasSome(changes: readonly Change[]): changes is NonEmpty<Change> {
	return changes.length > 0;
}

const WRITES: ReadonlySet<Plan['kind']> = new Set<Write['kind']>([
	'create',
	'update',
	'updateUnseen',
	'activate',
	'deactivate',
	'archive',
	'delete',
]);

/** Whether a plan sends something. */
export function isWrite<Doc>(plan: Plan<Doc>): plan is Write<Doc> {
	return WRITES.has(plan.kind);
}

/** What two plans must share to be kept apart: the user's id, or a key where no id is known. */
export function usersOf(plan: Plan): readonly string[] {
	if (plan.kind === 'create') return [plan.key, ...(plan.otherKeys ?? [])].flatMap((key) => (key ? [textOf(key)] : []));
	if (plan.kind === 'updateUnseen') return [textOf(plan.key)];
	return 'current' in plan ? [`id:${plan.current.id}`] : [];
}

function textOf({ by, value }: MatchKey): string {
	return `${by}:${folded(value)}`;
}
