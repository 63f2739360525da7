import { failed, failureOf, halfway, mayHaveLanded } from '../failure';
import { changesOfNewcomer } from './diff';
import type {
	ArchivesUsers,
	BlindDirectory,
	CreatesUsers,
	DeletesUsers,
	Directory,
	FindsNow,
	SwitchesUsers,
	UserDirectory,
} from './directory';
import { formsOf } from './keys';
import { findOne, planSeen, planUpdate, type FindsUsers } from './plan';
import type { Arranged, Change, FieldEdits, MatchBy, NonEmpty, Plan, Planned, Profile, Switch, Wanted, Write, Written } from './types';

/** What an operation does with one item: decide, then write. Only `write` changes anything at the vendor. */
export type UserOperation<W, Doc> = Readonly<{
	plan: (wanted: W) => Promise<Plan<Doc>>;
	write: (plan: Write<Doc>, wanted: W) => Promise<Written<Doc>>;
	/** `plan`, right before a write, where items refer to what is written meanwhile or has to be made first. Left out: `plan`. */
	planAnew?: (wanted: W) => Promise<Plan<Doc>>;
	/** Looks at all plans: which wait for which, and which can't be done. Pure. Left out: none refers to another. */
	arrange?: (planned: ReadonlyArray<Planned<W, Doc>>) => ReadonlyArray<Arranged<Doc>>;
}>;

/** Who is meant, for operations that need no fields. */
export type Meant<By extends MatchBy, Options> = Pick<Wanted<By, Options>, 'key' | 'otherKeys' | 'options'>;
/** A new user, for Create. */
export type Newcomer<Options> = Readonly<{ edits: FieldEdits; options: Options }>;

/** Update: a user who is not there is not made. */
export function updating<By extends MatchBy, Options, Doc>(
	directory: Directory<By, Options, Doc>,
): UserOperation<Wanted<By, Options>, Doc> {
	return {
		plan: async (wanted) => await planUpdate(directory, wanted),
		write: async (plan, wanted) => {
			if (directory.kind === 'readable' && plan.kind === 'update')
				return await directory.update(plan.current, plan.changes, wanted.options);
			if (directory.kind === 'blind' && plan.kind === 'updateUnseen') return await updateInAnyForm(directory, plan.changes, wanted);
			throw strange(plan);
		},
	};
}

/** The vendor finds the user itself: what it doesn't find in one form of the key, it may have in another. */
async function updateInAnyForm<By extends MatchBy, Options, Doc>(
	directory: BlindDirectory<By, Options, Doc>,
	changes: NonEmpty<Change>,
	{ key, options }: Wanted<By, Options>,
): Promise<Written<Doc>> {
	const [first = key.value, ...others] = formsOf(key.value);
	let written = directory.updateUnseen({ ...key, value: first }, changes, options);
	for (const value of others) {
		written = written.catch(async (error: unknown) => {
			const failure = failureOf(error);
			// A vendor without a sign for nobody refuses; what it refused it has not written.
			if ((failure.kind !== 'notFound' && failure.kind !== 'refused') || mayHaveLanded(failure)) throw error;
			return await directory.updateUnseen({ ...key, value }, changes, options);
		});
	}
	return await written;
}

/** Create: no look-up; a duplicate is the vendor's to refuse. */
export function creating<Options, Doc>(directory: CreatesUsers<Options, Doc>): UserOperation<Newcomer<Options>, Doc> {
	return {
		plan: async ({ edits }) => await Promise.resolve({ kind: 'create', key: undefined, changes: changesOfNewcomer(edits) }),
		write: async (plan, { options }) => {
			if (plan.kind !== 'create') throw strange(plan);
			return await directory.create(plan.changes, options);
		},
	};
}

/** Create or Update: nobody there → create, one → update, several → ambiguous and nothing written. */
export function creatingOrUpdating<By extends MatchBy, Options, Doc>(
	directory: Creates<By, Options, Doc>,
	newcomer: (wanted: Wanted<By, Options>) => FieldEdits,
	repeats: Repeats,
): UserOperation<Wanted<By, Options>, Doc> {
	return {
		plan: async (wanted) => {
			const found = await findOne(directory, wanted);
			if (found.kind === 'notFound') return { ...found, kind: 'create', changes: changesOfNewcomer(newcomer(wanted)) };
			return found.kind === 'one' ? planSeen(directory, wanted, found) : found;
		},
		write: async (plan, wanted) => {
			if (plan.kind === 'create') return await createOnce({ directory, changes: plan.changes, wanted, repeats });
			if (plan.kind === 'update') return await directory.update(plan.current, plan.changes, wanted.options);
			throw strange(plan);
		},
	};
}

/** Activate and Deactivate: a user who is as wanted is left alone. */
export function switching<By extends MatchBy, Options, Doc>(
	directory: FindsUsers<By, Options, Doc> & SwitchesUsers<Options, Doc>,
	goal: 'activate' | 'deactivate',
): UserOperation<Meant<By, Options>, Doc> {
	const active = goal === 'activate';
	return turningTo(directory, {
		goal,
		isThere: (current) => current.active === active,
		write: async (current, { options }) => await directory.setActive(current, active, options),
	});
}

/** Archive: somebody who is only kept out is archived all the same. */
export function archiving<By extends MatchBy, Options, Doc>(
	directory: FindsUsers<By, Options, Doc> & ArchivesUsers<Options, Doc>,
): UserOperation<Meant<By, Options>, Doc> {
	return turningTo(directory, {
		goal: 'archive',
		isThere: directory.isArchived,
		write: async (current, { options }) => await directory.archive(current, options),
	});
}

/** Delete: for good. */
export function deleting<By extends MatchBy, Options, Doc>(
	directory: FindsUsers<By, Options, Doc> & DeletesUsers<Options, Doc>,
): UserOperation<Meant<By, Options>, Doc> {
	/** A look-up that fails tells nothing. */
	const isNobody = async (wanted: Meant<By, Options>): Promise<boolean> =>
		await findOne(directory, wanted).then(
			({ kind }) => kind === 'notFound',
			(error: unknown) => failureOf(error).kind === 'notFound',
		);
	return turningTo(directory, {
		goal: 'delete',
		isThere: () => false,
		write: async (current, wanted) => {
			await directory.remove(current, wanted.options).catch(async (error: unknown) => {
				// Who is not there any more after a deletion without an answer was deleted by it.
				if (!mayHaveLanded(failureOf(error)) || !(await isNobody(wanted))) throw error;
			});
			return { id: current.id, warnings: [] };
		},
	});
}

type Turn<W, Doc> = Readonly<{
	goal: Switch | 'delete';
	/** Whether somebody is as wanted already. */
	isThere: (current: Profile<Doc>) => boolean;
	write: (current: Profile<Doc>, wanted: W) => Promise<Written<Doc>>;
}>;

function turningTo<By extends MatchBy, Options, Doc>(
	directory: FindsUsers<By, Options, Doc>,
	{ goal, isThere, write }: Turn<Meant<By, Options>, Doc>,
): UserOperation<Meant<By, Options>, Doc> {
	return {
		plan: async (wanted) => {
			const found = await findOne(directory, wanted);
			if (found.kind !== 'one') return found;
			return { ...found, kind: isThere(found.current) ? 'unchanged' : goal };
		},
		write: async (plan, wanted) => {
			if (plan.kind !== goal) throw strange(plan);
			return await write(plan.current, wanted);
		},
	};
}

function strange({ kind }: Write): Error {
	return new Error(`A plan of kind ${kind} does not belong to this operation`);
}

export type Creates<By extends MatchBy, Options, Doc> = UserDirectory<By, Options, Doc> &
	CreatesUsers<Options, Doc> &
	FindsNow<By, Options, Doc>;

/** How creations whose answers got lost are repeated: between any two, a look-up has shown that nobody is there. */
export type Repeats = Readonly<{
	most: number;
	/** Waits before that look-up; `earlier` counts the ones before. */
	pause: (earlier: number) => Promise<void>;
}>;

type Creation<By extends MatchBy, Options, Doc> = Readonly<{
	directory: Creates<By, Options, Doc>;
	changes: readonly Change[];
	wanted: Wanted<By, Options>;
	repeats: Repeats;
}>;

/**
 * Makes a user, and is not fooled by an answer that got lost: whoever is there then is brought to what was
 * asked for; only when nobody is, the user is made once more.
 */
async function createOnce<By extends MatchBy, Options, Doc>(creation: Creation<By, Options, Doc>, lost = 0): Promise<Written<Doc>> {
	const { directory, changes, wanted, repeats } = creation;
	return await directory.create(changes, wanted.options).catch(async (error: unknown) => {
		if (!mayHaveLanded(failureOf(error))) throw error;
		// The vendor may still be at it when something in between gave up: who looks too soon finds nobody.
		await repeats.pause(lost);
		// A look-up that fails tells nothing new: the doubt about the creation is what has to be said.
		const found = await findOne({ find: directory.findNow ?? directory.find }, wanted).catch(() => undefined);
		if (found?.kind === 'notFound' && lost < repeats.most) return await createOnce(creation, lost + 1);
		if (found?.kind !== 'one') throw error;
		const { id, record } = found.current;
		const plan = planSeen(directory, wanted, found);
		const there: Written<Doc> =
			plan.kind === 'update'
				? await finishCreation(id, directory.update(plan.current, plan.changes, wanted.options))
				: { id, record, warnings: [] };
		return { ...there, warnings: ['The answer to Create was lost, but the user exists', ...there.warnings] };
	});
}

/** The answer to the creation was lost, and so is its doubt: the user is there. */
async function finishCreation<Doc>(id: string, update: Promise<Written<Doc>>): Promise<Written<Doc>> {
	return await update.catch((error: unknown) => {
		throw failed(
			halfway(failureOf(error), { done: `The user exists with ID ${id}`, rest: 'its fields were', todo: 'Run the item again.' }),
		);
	});
}
