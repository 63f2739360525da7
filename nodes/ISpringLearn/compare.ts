import { isEmailAddress } from '../shared/n8n/user';
import { sameSet, sameValue } from '../shared/provisioning/diff';
import type { Change, Edit, FieldEdits, FieldName, FieldValue } from '../shared/provisioning/types';
import { fieldText, GROUP_IDS, memberName, USER_NAME, type ISpringProfile } from './profile';
import { sameStatus, STATUS_FIELD, storedStatus } from './status';

const LISTS: ReadonlySet<FieldName> = new Set([GROUP_IDS, 'manageableDepartmentIds', 'roles']);
/** Members that hold IDs: UUIDs, the same in whatever capitals. */
const IDS: ReadonlySet<FieldName> = new Set([GROUP_IDS, 'manageableDepartmentIds', 'departmentId', 'roleId', 'roles']);
/** The standard column, and what else accounts call the same field. */
const OTHER_NAMES: Readonly<Record<string, string>> = { country_id: 'country', country: 'country_id' };

/** What belongs to a field's name in any spelling that accounts use. */
export function byName<T>(byLowerName: ReadonlyMap<string, T>, name: FieldName): T | undefined {
	const lower = name.toLowerCase();
	return byLowerName.get(lower) ?? byLowerName.get(OTHER_NAMES[lower] ?? '');
}

/**
 * Edits under the names that the account uses, in the spelling in which a read shows them. A SCIM user name that is
 * an e-mail address is the login only of those whose login is one already: identity providers send it for everybody.
 * @throws FailureError `invalid` for a status that there isn't
 */
export function asStored(edits: FieldEdits, { fields }: Pick<ISpringProfile, 'fields'>): FieldEdits {
	const spellings = new Map([...fields.keys()].map((name) => [name.toLowerCase(), name]));
	return new Map(
		[...edits].flatMap(([given, edit]): ReadonlyArray<[FieldName, Edit]> => {
			if (given === USER_NAME && isAddress(edit) && !isEmailAddress(fieldText({ fields }, 'login') ?? '')) return [];
			const name = given === USER_NAME ? 'login' : given;
			const spelled = memberName(name) ?? byName(spellings, name) ?? name;
			return [[spelled, edit === 'clear' ? edit : { ...edit, set: storedValue(spelled, edit.set) }]];
		}),
	);
}

function isAddress(edit: Edit): boolean {
	return edit !== 'clear' && typeof edit.set === 'string' && isEmailAddress(edit.set);
}

function storedValue(field: FieldName, value: FieldValue): FieldValue {
	if (field === STATUS_FIELD) return storedStatus(value);
	return LISTS.has(field) && !isList(value) ? [value] : value;
}

/**
 * Whether what is stored is what is wanted: groups are a set, lists have no order, a wanted role that names no
 * departments leaves them open.
 */
export function same(field: FieldName, stored: FieldValue | null, wanted: FieldValue | null): boolean {
	if (field === GROUP_IDS) return sameSet(stored, wanted, sameId);
	if (field === STATUS_FIELD) return sameStatus(stored, wanted);
	if (!isList(stored) || !isList(wanted)) return IDS.has(field) ? sameId(stored, wanted) : sameValue(stored, wanted);
	return stored.length === wanted.length && wanted.every((one) => stored.some((other) => fits(other, one)));
}

function sameId(one: FieldValue | null, other: FieldValue | null): boolean {
	return typeof one === 'string' && typeof other === 'string' ? one.toLowerCase() === other.toLowerCase() : sameValue(one, other);
}

/** Whether a change is what a later read shows. Groups that others added or removed meanwhile are none of its business. */
export function took(now: FieldValue | null, { field, from = null, to }: Change, isSame: typeof same = same): boolean {
	if (field !== GROUP_IDS) return isSame(field, now, to);
	const left = missing(to, from);
	return missing(now, to).length === 0 && missing(now, left).length === left.length;
}

function fits(stored: FieldValue, wanted: FieldValue): boolean {
	if (!isMembers(stored) || !isMembers(wanted)) return sameId(stored, wanted);
	return Object.entries(wanted).every(([name, value]) => same(name, stored[name] ?? null, value));
}

function isList(value: FieldValue | null | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}

export function isMembers(value: FieldValue): value is Readonly<{ [name: string]: FieldValue }> {
	return typeof value === 'object' && !Array.isArray(value);
}

/** What of a wanted list is not there yet. */
export function missing(current: FieldValue | null | undefined, wanted: FieldValue | null | undefined): readonly string[] {
	const there = new Set(texts(current).map((one) => one.toLowerCase()));
	return texts(wanted).filter((one) => !there.has(one.toLowerCase()));
}

export function texts(value: FieldValue | null | undefined): readonly string[] {
	return isList(value) ? value.map(String) : [];
}
