import type { Change, FieldName, FieldValue, NonEmpty, Plan, Profile, Write } from './types';

/** A change as people read it: `field` is its label in the editor, `name` what the vendor calls it. Secrets are hidden. */
export type Told = Omit<Change, 'field'> & Readonly<{ field: string; name: FieldName }>;

/** What stands in the place of a secret. */
export const HIDDEN = '[hidden]';

/** How people read of a vendor's users and fields. */
export type Wording = Readonly<{
	/** What a write changes, entry by entry; switching somebody on or off is a change of the status. */
	changes: (plan: Write) => readonly Told[];
	label: (field: FieldName) => string;
	/** What somebody is known by: email address, login or ID. */
	personOf: (profile: Pick<Profile, 'id' | 'fields'>) => string;
	/** Given and family name. */
	nameOf: (profile: Pick<Profile, 'fields'>) => string | undefined;
}>;

/** Who a plan is about, as its item names them; undefined where the item names nobody. */
export function personOfPlan(plan: Plan, wording: Pick<Wording, 'personOf'>): string | undefined {
	if (plan.kind === 'failed') return undefined;
	if (plan.kind === 'create' && !plan.key) return wording.personOf({ id: '', fields: newcomer(plan.changes) }) || undefined;
	return plan.key?.value;
}

/** The same for people who would not know an ID: the name in front, and the email address where it is known. */
export function introduced(plan: Write, { personOf: known, nameOf }: Wording): string {
	const fields =
		plan.kind === 'create' ? newcomer(plan.changes) : 'current' in plan ? plan.current.fields : new Map<FieldName, FieldValue>();
	const id = 'current' in plan ? plan.current.id : '';
	const person = plan.key && plan.key.by !== 'id' ? plan.key.value : known({ id: id === '' ? (plan.key?.value ?? '') : id, fields });
	const name = nameOf({ fields });
	if (name === undefined || name === person) return person === '' ? 'a new user' : person;
	return person === '' ? name : `${name} (${person})`;
}

function newcomer(changes: readonly Change[]): ReadonlyMap<FieldName, FieldValue> {
	return new Map(changes.flatMap(({ field, to }) => (to === null ? [] : [[field, to] as const])));
}

const LONGEST_VALUE = 40;
const LONGEST_LIST = 3;
const MOST_CHANGES = 6;
const LONGEST = 200;

/** Changes in one line: `Department: Sales → Tax; Job Title: – → Clerk`. Long values and long lists are cut. */
export function inOneLine([first, ...others]: NonEmpty<Told>): string {
	const shown = [first, ...others].slice(0, MOST_CHANGES).map(({ field, from, to, called }) => {
		const value = inShort(called?.to ?? to);
		return from === undefined ? `${field}: ${value}` : `${field}: ${inShort(called?.from ?? from)} → ${value}`;
	});
	const more = 1 + others.length - shown.length;
	return cut(more === 0 ? shown.join('; ') : `${shown.join('; ')}; ${more} more`, LONGEST);
}

/** A value in a line of text; `–` for none. */
function inShort(value: FieldValue | null): string {
	if (value === null || value === '') return '–';
	if (isList(value)) {
		const more = value.length - LONGEST_LIST;
		const shown = value.slice(0, LONGEST_LIST).map(inShort).join(', ');
		return value.length === 0 ? '–' : more > 0 ? `${shown} and ${more} more` : shown;
	}
	return cut(typeof value === 'object' ? JSON.stringify(value) : String(value).replace(/\s+/g, ' ').trim(), LONGEST_VALUE);
}

/** A text of at most so many characters, whole or with a sign that it goes on. */
export function cut(text: string, longest: number): string {
	return text.length > longest ? `${text.slice(0, longest - 1).toWellFormed()}…` : text;
}

/** A guard for a read-only list, which `Array.isArray` does not narrow. */
function isList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}
