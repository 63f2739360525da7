import type { Planned } from './apply';
import type { FieldRules } from './guard';
import { folded } from './keys';
import type { Change, FieldEdits, FieldName, FieldValue, Profile, UserId } from './types';

/** Somebody who is there and may be the one whom an item means, under another key: both have the same in this field. */
export type Lookalike<Doc> = Readonly<{ profile: Profile<Doc>; field: FieldName }>;

type Value = Readonly<{ field: FieldName; value: FieldValue | null }>;

/**
 * For items whom nobody fits: the user who has an identifying value of theirs, such as the login of somebody whose
 * e-mail address has changed. Whoever is meant by another item is not looked at. Pure.
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
