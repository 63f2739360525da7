import fc from 'fast-check';

import type { Failure } from '../../nodes/shared/failure';
import type { Ask } from '../../nodes/shared/provisioning/provision';
import type { Edit, FieldEdits, FieldName, FieldValue, MatchKey, Wanted } from '../../nodes/shared/provisioning/types';
import type { Doc, MemoryKey, Person } from './inMemoryDirectory';

export type Wish = Wanted<MemoryKey, undefined>;
export type Key = MatchKey<MemoryKey>;

/** Who may be there: the same few again and again, so that keys meet, miss and fit several. */
const NUMBERS = [0, 1, 2, 3, 4, 5, 6];
const number = fc.constantFrom(...NUMBERS);
const emailOf = (n: number): string => `E${n}@example.test`;
const externalIdOf = (n: number): string => `X${n}`;

/** Values that a text field gets: some that look like others, and none at all. */
const text = fc.constantFrom('', 'Sales', 'Tax', '0012', '12', 'Łódź', ' Tax');
const groups = fc.shuffledSubarray(['g1', 'g2', 'g3', 'g4']);
const unknownMember = fc.oneof(
	fc.string(),
	fc.integer(),
	fc.boolean(),
	fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }),
	fc.record({ b: fc.string({ maxLength: 3 }), a: fc.integer() }),
);

const fields = (n: number): fc.Arbitrary<Person['fields']> =>
	fc
		.record(
			{
				email: fc
					.oneof({ weight: 5, arbitrary: fc.constant(emailOf(n)) }, { weight: 1, arbitrary: number.map(emailOf) })
					.chain((email) => fc.constantFrom(email, email.toLowerCase())),
				externalId: fc.oneof({ weight: 5, arbitrary: fc.constant(externalIdOf(n)) }, { weight: 1, arbitrary: number.map(externalIdOf) }),
				department: text,
				phone: text,
				groups,
				status: fc.constantFrom('active', 'active', 'inactive'),
				role: fc.constantFrom('admin', 'user', 'user', 'user'),
				'x-theme': unknownMember,
				'x-quota': unknownMember,
			},
			{ requiredKeys: [] },
		)
		.map((given): Record<FieldName, FieldValue> => Object.fromEntries(Object.entries(given)));

/** A directory: nobody to seven people, now and then two of them with the same key. */
export const people: fc.Arbitrary<readonly Person[]> = fc
	.subarray(NUMBERS)
	.chain((numbers) => fc.tuple(...numbers.map((n) => fields(n).map((given): Person => ({ id: `p${n}`, fields: given })))));

const edit: fc.Arbitrary<Edit> = fc.oneof(
	{ weight: 4, arbitrary: text.map((set): Edit => ({ set })) },
	{ weight: 1, arbitrary: fc.constant<Edit>('clear') },
);
const groupEdit: fc.Arbitrary<Edit> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc
			.tuple(groups, fc.constantFrom('add' as const, 'remove' as const, 'exact' as const))
			.map(([set, how]): Edit => ({ set, how })),
	},
	{ weight: 1, arbitrary: groups.map((set): Edit => ({ set })) },
	{ weight: 1, arbitrary: fc.constant<Edit>('clear') },
);

/** What is asked of somebody's fields; keys are left as they are. */
export const edits: fc.Arbitrary<FieldEdits> = fc
	.record({ department: edit, phone: edit, title: edit, groups: groupEdit }, { requiredKeys: [] })
	.map((given) => new Map(Object.entries(given)));

const key: fc.Arbitrary<Key> = fc.oneof(
	number.map((n): Key => ({ by: 'id', value: `p${n}` })),
	number.map((n): Key => ({ by: 'email', value: emailOf(n).toUpperCase() })),
	number.map((n): Key => ({ by: 'externalId', value: externalIdOf(n) })),
);

/** Somebody by up to three keys that need not agree. */
export const wish: fc.Arbitrary<Wish> = fc.record({
	key,
	otherKeys: fc.array(key, { maxLength: 2 }),
	edits,
	options: fc.constant(undefined),
});

/** People by the same keys in the same order, as one setting of a node asks for them. */
export const wishesOfNewcomers: fc.Arbitrary<readonly Wish[]> = fc
	.subarray(['externalId', 'email'] as const, { minLength: 1 })
	.chain((order) =>
		fc.array(
			fc.tuple(number, edits).map(([n, given]): Wish => {
				const keys = order.map((by): Key => ({ by, value: by === 'email' ? emailOf(n) : externalIdOf(n) }));
				const [first = { by: 'email', value: emailOf(n) }, ...otherKeys] = keys;
				return { key: first, otherKeys, edits: given, options: undefined };
			}),
			{ maxLength: 8 },
		),
	);

export const unreadable: Ask<never> = { kind: 'failed', failure: { kind: 'invalid', says: 'User is empty' } };
export const refusal: Failure = { kind: 'refused', status: 400, says: 'No' };

export function asking<W>(wanted: W): Ask<W> {
	return { kind: 'wanted', wanted };
}

/** Items, a few of which could not be understood. */
export function asksOf<W>(wanted: fc.Arbitrary<W>): fc.Arbitrary<ReadonlyArray<Ask<W>>> {
	return fc.array(fc.oneof({ weight: 9, arbitrary: wanted.map(asking) }, { weight: 1, arbitrary: fc.constant(unreadable) }), {
		maxLength: 9,
	});
}

/** The keys as fields of somebody who is made. */
export function newcomer({ key: first, otherKeys = [], edits: given }: Wish): FieldEdits {
	const keys = [first, ...otherKeys].filter(({ by }) => by !== 'id');
	return new Map([...keys.reverse().map(({ by, value }): [FieldName, Edit] => [by, { set: value }]), ...given]);
}

/** Who has a key, said once more and plainly. */
export function idsWith(all: ReadonlyMap<string, Doc>, { by, value }: Key): readonly string[] {
	return [...all]
		.filter(([id, record]) => (by === 'id' ? id === value : typeof record[by] === 'string' && lower(by, record[by]) === lower(by, value)))
		.map(([id]) => id);
}

/** Who is meant: one, several, nobody. */
export function idsMeant(all: ReadonlyMap<string, Doc>, { key: first, otherKeys = [] }: Wish): readonly string[] {
	return [first, ...otherKeys].map((one) => idsWith(all, one)).find(({ length }) => length > 0) ?? [];
}

/** What a record becomes by what is asked of it, said once more and plainly. */
export function wished(record: Doc, asked: FieldEdits): Doc {
	const next: Record<FieldName, FieldValue> = { ...record };
	for (const [field, one] of asked) {
		if (one === 'clear') delete next[field];
		else
			next[field] =
				one.how === 'add'
					? [...list(next[field]), ...list(one.set)]
					: one.how === 'remove'
						? list(next[field]).filter((there) => !list(one.set).includes(there))
						: one.set;
	}
	return next;
}

/** A record so that equal ones are the same text: no value and an empty one are one, groups are a set. */
export function plainly(record: Doc): string {
	const members = Object.entries(record).flatMap(([name, value]): Array<[string, FieldValue]> => {
		const plain = name === 'groups' ? [...new Set(list(value).map(String))].sort() : value;
		return plain === '' || (Array.isArray(plain) && plain.length === 0 && name === 'groups') ? [] : [[name, plain]];
	});
	return JSON.stringify(members.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function list(value: FieldValue | undefined): readonly FieldValue[] {
	return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function lower(by: MemoryKey, value: string): string {
	return by === 'email' ? value.toLowerCase() : value;
}
