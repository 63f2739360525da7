import { failed } from '../failure';
import type { UserDirectory } from './directory';
import type { Change, Edit, FieldEdits, FieldName, FieldValue, MatchBy, Profile } from './types';

type Comparison = Pick<UserDirectory<MatchBy, unknown>, 'same' | 'unseen'>;

/** The fields in which current and desired differ, in the order asked for. Pure. */
export function changesBetween(current: Profile, desired: FieldEdits, { same, unseen }: Comparison): readonly Change[] {
	return [...desired].flatMap(([field, edit]): readonly Change[] => {
		if (unseen.has(field)) return [{ field, to: unseenTarget(field, edit) }];
		const from = current.fields.get(field) ?? null;
		if (!isJoined(edit)) return same(field, from, target(edit)) ? [] : [{ field, from, to: target(edit) }];
		const there = listOf(from);
		const to = joined(there, edit, (one, other) => same(field, [one], [other]));
		return to.length === there.length ? [] : [{ field, from, to }];
	});
}

/**
 * Everything asked for, where the vendor does not show the profile. Pure.
 * @throws FailureError `invalid` for an addition to a list that can't be seen, or a removal
 */
export function changesUnseen(desired: FieldEdits): readonly Change[] {
	return [...desired].map(([field, edit]) => ({ field, to: unseenTarget(field, edit) }));
}

/** Everything asked for of a new user, who has nothing yet that could be cleared or left. Pure. */
export function changesOfNewcomer(desired: FieldEdits): readonly Change[] {
	return [...desired].filter(([, edit]) => edit !== 'clear' && edit.how !== 'remove').map(([field, edit]) => ({ field, to: target(edit) }));
}

/** Equal by content, whatever the order of an object's members; an empty text and no value are the same. */
export function sameValue(one: FieldValue | null, other: FieldValue | null): boolean {
	const [a, b] = [one ?? '', other ?? ''];
	return typeof a === 'object' || typeof b === 'object' ? canonical(a) === canonical(b) : a === b;
}

/** Whether two lists hold the same values equally often, in whatever order. IDs are sets instead: each vendor compares its own. */
export function sameBag(one: readonly FieldValue[], other: readonly FieldValue[]): boolean {
	return canonical(one.map(canonical).sort()) === canonical(other.map(canonical).sort());
}

/** What of a list is not in another one, in its order. */
export function notIn(
	list: readonly FieldValue[],
	other: readonly FieldValue[],
	isSame: (one: FieldValue, other: FieldValue) => boolean = sameValue,
): readonly FieldValue[] {
	return list.filter((one) => !other.some((there) => isSame(one, there)));
}

/** A field's value as a list: none without a value. */
export function listOf(value: FieldValue | null | undefined): readonly FieldValue[] {
	if (value === null || value === undefined) return [];
	return isList(value) ? value : [value];
}

type Joined = Exclude<Edit, 'clear'> & Readonly<{ how: 'add' | 'remove' }>;

function isJoined(edit: Edit): edit is Joined {
	return edit !== 'clear' && (edit.how === 'add' || edit.how === 'remove');
}

function joined(
	current: readonly FieldValue[],
	{ set, how }: Joined,
	isSame: (one: FieldValue, other: FieldValue) => boolean,
): readonly FieldValue[] {
	// Who is given twice is joined once.
	const given = listOf(set).filter((value, i, all) => all.findIndex((earlier) => isSame(earlier, value)) === i);
	return how === 'add' ? [...current, ...notIn(given, current, isSame)] : notIn(current, given, isSame);
}

function target(edit: Edit): FieldValue | null {
	return edit === 'clear' ? null : edit.set;
}

/** A write can only say what a field becomes: without the list, an addition or a removal would replace all of it. */
function unseenTarget(field: FieldName, edit: Edit): FieldValue | null {
	if (!isJoined(edit)) return target(edit);
	throw failed({
		kind: 'invalid',
		says: `What stands in ${field} can't be read, so nothing can be ${edit.how === 'add' ? 'added to it' : 'removed from it'}`,
		todo: 'Give the whole list instead.',
	});
}

function canonical(value: FieldValue): string {
	return JSON.stringify(value, (_name, member: unknown) =>
		isMembers(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
	);
}

/** A guard for a read-only list, which `Array.isArray` does not narrow. */
function isList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}

function isMembers(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
