import { failed, failureOf, halfway, mayHaveLanded } from '../failure';
import type { CreatesUsers, FindsNow, UserDirectory } from './directory';
import { findOne, planSeen } from './plan';
import type { Change, MatchBy, Wanted, Written } from './types';

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
export async function createOnce<By extends MatchBy, Options, Doc>(creation: Creation<By, Options, Doc>, lost = 0): Promise<Written<Doc>> {
	const { directory, changes, wanted, repeats } = creation;
	return await directory.create(changes, wanted.options).catch(async (error: unknown) => {
		if (!mayHaveLanded(failureOf(error))) throw error;
		// The vendor may still be at it when something in between gave up: who looks too soon finds nobody.
		await repeats.pause(lost);
		// A look-up that fails tells nothing new: the doubt about the creation is what has to be said.
		const found = await findOne({ find: directory.findNow ?? directory.find }, wanted).catch(() => undefined);
		if (found?.kind === 'notFound' && lost < repeats.most) return await createOnce(creation, lost + 1);
		if (found?.kind !== 'one') throw error;
		const plan = planSeen(directory, wanted, found);
		const there =
			plan.kind === 'update'
				? await finished(directory.update(plan.current, plan.changes, wanted.options), plan.current.id)
				: { id: found.current.id, record: found.current.record, warnings: [] };
		return { ...there, warnings: ['The answer to the creation was lost; the user is there', ...there.warnings] };
	});
}

/** The answer to the creation was lost, and so is its doubt: the user is there. */
async function finished<Doc>(update: Promise<Written<Doc>>, id: string): Promise<Written<Doc>> {
	return await update.catch((error: unknown) => {
		throw failed(
			halfway(failureOf(error), { done: `The user is there with ID ${id}`, rest: 'its fields were', todo: 'Run the item again.' }),
		);
	});
}
