import type { ListEnd } from '../failure';
import type { FieldRules } from './guard';
import { folded } from './keys';
import type { Change, FieldEdits, FieldName, FieldValue, Outcome, Plan, Planned, Profile, UserId } from './types';

/** Who counts as a leaver, and what becomes of them. */
export type LeaverRules<Doc> = Readonly<{
	then: 'report' | 'deactivate' | 'ignore';
	/** Whether the input is a list of people like this one: leavers are looked for nowhere else. */
	inScope: (profile: Profile<Doc>) => boolean;
	/** Why this user is never deactivated; undefined for everybody else. */
	whyKept: (profile: Profile<Doc>) => string | undefined;
}>;

/** A user whom no item means: what is told of a leaver, and no more. */
export type Leaver<Doc> = Readonly<{
	id: UserId;
	/** What the user is known by. */
	person: string;
	/** What keeps the user from being deactivated. */
	why?: string;
	/** What it takes to deactivate the user, or all of the user that comes out; left out where neither is asked for. */
	profile?: Profile<Doc>;
}>;

/** A leaver who is kept by ID. Of nearly all no more is known than the person, for which no object is kept: a directory may have 250,000. */
export type Candidate<Doc> = string | Omit<Leaver<Doc>, 'id'>;

export function leaverOf<Doc>(id: UserId, candidate: Candidate<Doc>): Leaver<Doc> {
	return typeof candidate === 'string' ? { id, person: candidate } : { id, ...candidate };
}

type Plans = ReadonlyArray<Planned<unknown, unknown>>;

/** Users that an item means, or may mean: none of them has left. */
export function usersIn(plan: Plan | undefined): readonly UserId[] {
	if (!plan) return [];
	if (plan.kind === 'ambiguous') return plan.candidates;
	if (plan.kind === 'failed') return plan.meant ?? [];
	return 'current' in plan ? [plan.current.id] : [];
}

/** Absence proves nothing when not everybody could be read, on either side. */
export function whyNobodyLeft({ planned, end }: Readonly<{ planned: Plans; end: ListEnd }>): string | undefined {
	if (!end.complete) return `the list of users may be incomplete: ${end.why}`;
	if (planned.some(({ plan }) => !plan || (plan.kind === 'failed' && plan.meant === undefined)))
		return 'not every item could be read, so any user could be on your list';
	if (!planned.some(({ plan }) => plan && usersIn(plan).length > 0))
		return 'no item matches an existing user, which looks like the wrong list';
	return undefined;
}

/** Items by which somebody was to be made who is not there for sure. */
export function unmade(planned: Plans, outcomes: ReadonlyArray<Outcome<unknown>>): readonly number[] {
	return outcomes.flatMap((outcome, i) => {
		const isCreation = planned[i]?.plan?.kind === 'create' || ('plan' in outcome && outcome.plan.kind === 'create');
		return isCreation && isUnmade(outcome) ? [i] : [];
	});
}

/** What a preview shows or defers may come well; what the guard stops stops the leavers too. */
function isUnmade(outcome: Outcome<unknown>): boolean {
	if (outcome.kind === 'settled') return outcome.plan.kind !== 'unchanged';
	return outcome.kind === 'held' || (outcome.kind === 'failed' && outcome.failure.kind !== 'guarded');
}

const MOST_NAMED = 5;

export function unmadeWhy(items: readonly number[]): string {
	const named = items.slice(0, MOST_NAMED).join(', ');
	const more = items.length > MOST_NAMED ? ` and ${items.length - MOST_NAMED} more` : '';
	return `not every missing user was created (${items.length === 1 ? 'item' : 'items'} ${named}${more}), and this user may be one of them`;
}

/** @param label the editor's name of the field that both have */
export function alikeWhy(item: number, label: string): string {
	return `may be the person in item ${item}, which has no matching user: both have the same ${label}`;
}

/** Somebody who is there and may be the one whom an item means, under another key: both have the same in this field. */
export type Lookalike<Doc> = Readonly<{ profile: Profile<Doc>; field: FieldName }>;

type Value = Readonly<{ field: FieldName; value: FieldValue | null }>;

/**
 * For items whom nobody fits: the user who has an identifying value of theirs, such as the login of somebody whose
 * email address has changed. Whoever is meant by another item is not looked at. Pure.
 * @returns by the index of the item
 */
export function lookalikes<W extends Readonly<{ edits: FieldEdits }>, Doc>(
	planned: ReadonlyArray<Planned<W, Doc>>,
	profiles: Iterable<Profile<Doc>>,
	{ meant, identifies }: Readonly<{ meant: ReadonlySet<UserId> }> & Pick<FieldRules, 'identifies'>,
): ReadonlyMap<number, Lookalike<Doc>> {
	const textsOf = (values: readonly Value[]): readonly string[] => values.filter(({ field }) => identifies(field)).flatMap(textOf);
	const newcomers = planned.flatMap((one, i) => {
		const values = newcomerValues(one);
		return values.length === 0 ? [] : [{ i, values }];
	});
	if (newcomers.length === 0) return new Map();

	const withText = new Map<string, Profile<Doc>>();
	for (const profile of profiles) {
		if (meant.has(profile.id)) continue;
		for (const text of textsOf([...profile.fields].map(([field, value]) => ({ field, value })))) withText.set(text, profile);
	}
	return new Map(
		newcomers.flatMap(({ i, values }): Array<[number, Lookalike<Doc>]> => {
			for (const one of values) {
				const [profile] = textsOf([one]).flatMap((text) => withText.get(text) ?? []);
				if (profile) return [[i, { profile, field: one.field }]];
			}
			return [];
		}),
	);
}

function newcomerValues({ plan, wanted }: Planned<Readonly<{ edits: FieldEdits }>, unknown>): readonly Value[] {
	if (plan?.kind === 'create') return plan.changes.map(({ field, to }: Change) => ({ field, value: to }));
	if (plan?.kind !== 'notFound') return [];
	return [...(wanted?.edits ?? [])].map(([field, edit]) => ({ field, value: edit === 'clear' ? null : edit.set }));
}

/** Names of fields are compared without regard to capitals: accounts spell them differently. */
function textOf({ field, value }: Value): readonly string[] {
	return typeof value === 'string' && value.trim() !== '' ? [`${field.toLowerCase()}:${folded(value.trim())}`] : [];
}
