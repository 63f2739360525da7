import { isEmailAddress } from '../../shared/fields/keyText';
import { listOf, sameBag, sameValue } from '../../shared/provisioning/diff';
import type { Change, Edit, FieldEdits, FieldName, FieldValue } from '../../shared/provisioning/types';
import { fieldText, GROUP_IDS, propertyName, USER_NAME, type ISpringProfile } from './profile';
import { sameStatus, STATUS_FIELD, storedStatus } from './status';
import { isSuperior, NO_SUPERIOR, storedSuperior } from './superiors';

const LISTS: ReadonlySet<FieldName> = new Set([GROUP_IDS, 'manageableDepartmentIds', 'roles']);
/** Properties that hold IDs, the same in whatever spelling. */
const IDS: ReadonlySet<FieldName> = new Set([
	GROUP_IDS,
	'manageableDepartmentIds',
	'departmentId',
	'roleId',
	'roles',
	'supervisorId',
	'subordination',
	'coSubordination',
]);
/** What people sign in with: capitals alone are no other login and no other mailbox. */
const SIGN_INS: ReadonlySet<string> = new Set(['login', 'email']);
/** The standard column, and what else accounts call the same field. */
const OTHER_NAMES: Readonly<Record<string, string>> = { country_id: 'country', country: 'country_id' };

/** What belongs to a field's name in any spelling that accounts use. */
export function byName<T>(byLowerName: ReadonlyMap<string, T>, name: FieldName): T | undefined {
	const lower = name.toLowerCase();
	return byLowerName.get(lower) ?? byLowerName.get(OTHER_NAMES[lower] ?? '');
}

/**
 * Edits under the names that the account uses, in the spelling in which a read shows them. A SCIM user name that is
 * an email address is the login only of those whose login is one already: identity providers send it for everybody.
 * @throws FailureError `invalid` for a status that there isn't
 */
export function asStored(edits: FieldEdits, { fields }: Pick<ISpringProfile, 'fields'>): FieldEdits {
	const spellings = new Map([...fields.keys()].map((name) => [name.toLowerCase(), name]));
	const spelledId = speller([...fields].flatMap(([field, value]) => (IDS.has(field) ? textsWithin(value) : [])));
	return new Map(
		[...edits].flatMap(([given, edit]): ReadonlyArray<[FieldName, Edit]> => {
			if (given === USER_NAME && isAddress(edit) && !isEmailAddress(fieldText({ fields }, 'login') ?? '')) return [];
			const name = given === USER_NAME ? 'login' : given;
			const spelled = propertyName(name) ?? byName(spellings, name) ?? name;
			return [[spelled, edit === 'clear' ? cleared(spelled) : { ...edit, set: storedValue(spelled, edit.set, spelledId) }]];
		}),
	);
}

/** Nobody is a superior like others. */
function cleared(field: FieldName): Edit {
	return isSuperior(field) ? { set: NO_SUPERIOR } : 'clear';
}

function isAddress(edit: Edit): boolean {
	return edit !== 'clear' && typeof edit.set === 'string' && isEmailAddress(edit.set);
}

/** IDs go out as iSpring spells them, and once each. */
function storedValue(field: FieldName, value: FieldValue, spelledId: (id: string) => string): FieldValue {
	if (field === STATUS_FIELD) return storedStatus(value);
	if (!IDS.has(field)) return value;
	if (isSuperior(field) && typeof value === 'string') return spelledId(storedSuperior(value));
	const spelled = withIds(LISTS.has(field) ? listOf(value) : value, spelledId);
	return isList(spelled) && spelled.every((one) => typeof one === 'string') ? uniqueIds(spelled) : spelled;
}

function withIds(value: FieldValue, spelledId: (id: string) => string): FieldValue {
	if (typeof value === 'string') return spelledId(value);
	if (isList(value)) return value.map((one) => withIds(one, spelledId));
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, property]) => [name, withIds(property, spelledId)]));
}

function textsWithin(value: FieldValue): readonly string[] {
	if (typeof value === 'string') return [value];
	if (isList(value)) return value.flatMap(textsWithin);
	return isObject(value) ? Object.values(value).flatMap(textsWithin) : [];
}

/**
 * Whether what is stored is what is wanted: lists have no order, and an ID that stands in one twice is there once; a wanted
 * role that names no departments leaves them open.
 */
export function same(field: FieldName, stored: FieldValue | null, wanted: FieldValue | null): boolean {
	if (field === STATUS_FIELD) return sameStatus(stored, wanted);
	if (SIGN_INS.has(field.toLowerCase())) return sameBy((text) => text.toLowerCase(), stored, wanted);
	if (LISTS.has(field)) return sameList(listOf(stored), listOf(wanted));
	if (isList(stored) && isList(wanted)) return sameBag(stored, wanted);
	if (IDS.has(field) && typeof wanted === 'string') return sameBy(idKey, stored, wanted);
	return stored !== null && wanted !== null && isObject(stored) && isObject(wanted) ? fits(stored, wanted) : sameValue(stored, wanted);
}

function sameList(stored: readonly FieldValue[], wanted: readonly FieldValue[]): boolean {
	const isThere = (one: FieldValue): boolean => stored.some((other) => fits(other, one));
	const isWanted = (one: FieldValue): boolean => wanted.some((other) => fits(one, other));
	return wanted.every(isThere) && stored.every(isWanted);
}

/** Texts by what their spellings share. */
function sameBy(key: (text: string) => string, one: FieldValue | null, other: FieldValue | null): boolean {
	return typeof one === 'string' && typeof other === 'string' ? key(one) === key(other) : sameValue(one, other);
}

/** Whether a change is what a later read shows. Groups that others added or removed meanwhile are none of its business. */
export function took(now: FieldValue | null, { field, from = null, to }: Change, isSame: typeof same = same): boolean {
	if (field !== GROUP_IDS) return isSame(field, now, to);
	const left = missing(to, from);
	return missing(now, to).length === 0 && missing(now, left).length === left.length;
}

function fits(stored: FieldValue, wanted: FieldValue): boolean {
	if (!isObject(stored) || !isObject(wanted)) return sameBy(idKey, stored, wanted);
	return Object.entries(wanted).every(([name, value]) => same(name, stored[name] ?? null, value));
}

function isList(value: FieldValue | null | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}

export function isObject(value: FieldValue): value is Readonly<{ [name: string]: FieldValue }> {
	return typeof value === 'object' && !Array.isArray(value);
}

/** What of a wanted list of IDs is not there yet. */
export function missing(current: FieldValue | null | undefined, wanted: FieldValue | null | undefined): readonly string[] {
	return idsWithout(texts(wanted), texts(current));
}

export function texts(value: FieldValue | null | undefined): readonly string[] {
	return isList(value) ? value.map(String) : [];
}

/*
 * IDs of users, departments, groups and roles are UUIDs, in older accounts whole numbers. People and other tools write
 * them in capitals and in braces, so they are compared without either, and sent as iSpring itself spells them.
 */

/** The text that all spellings of an ID share. */
export function idKey(id: string): string {
	return id
		.trim()
		.replace(/^\{(.*)\}$/, '$1')
		.toLowerCase();
}

export function isSameId(one: string, other: string): boolean {
	return idKey(one) === idKey(other);
}

/** Each ID once, in the spelling in which it comes first. */
export function uniqueIds(ids: readonly string[]): readonly string[] {
	const first = new Map<string, string>();
	for (const id of ids) if (!first.has(idKey(id))) first.set(idKey(id), id);
	return [...first.values()];
}

/** What of a list is not in another one, each ID once. */
export function idsWithout(ids: readonly string[], others: readonly string[]): readonly string[] {
	const there = new Set(others.map(idKey));
	return uniqueIds(ids).filter((id) => !there.has(idKey(id)));
}

/** An ID as it is spelled among those that iSpring has answered with; as it was given where it is none of them. */
function speller(known: readonly string[]): (id: string) => string {
	const spelled = new Map(known.map((id) => [idKey(id), id]));
	return (id) => spelled.get(idKey(id)) ?? id;
}
