import type { UserDirectory } from './directory';
import type { Change, Edit, FieldEdits, FieldValue, MatchBy, Profile } from './types';

type Comparison = Pick<UserDirectory<MatchBy, unknown>, 'same' | 'unseen'>;

/** The fields in which current and desired differ, in the order asked for. Pure. */
export function changesBetween(current: Profile, desired: FieldEdits, { same, unseen }: Comparison): readonly Change[] {
	return [...desired].flatMap(([field, edit]): readonly Change[] => {
		const to = target(edit);
		if (unseen.has(field)) return [{ field, to }];
		const from = current.fields.get(field) ?? null;
		return same(field, from, to) ? [] : [{ field, from, to }];
	});
}

/** Everything asked for, where the vendor does not show the profile. Pure. */
export function changesUnseen(desired: FieldEdits): readonly Change[] {
	return [...desired].map(([field, edit]) => ({ field, to: target(edit) }));
}

/** Equal by content, whatever the order of an object's members; an empty text and no value are the same. */
export function sameValue(one: FieldValue | null, other: FieldValue | null): boolean {
	return canonical(one) === canonical(other);
}

function target(edit: Edit): FieldValue | null {
	return edit === 'clear' ? null : edit.set;
}

function canonical(value: FieldValue | null): string {
	return JSON.stringify(value ?? '', (_name, member: unknown) =>
		isMembers(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
	);
}

function isMembers(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
