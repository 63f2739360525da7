import { invalid, type FailureError } from '../failure';
import { folded } from './keys';
import { inWritingOrder, type Named } from './order';
import type { Edit, FieldEdits, FieldName, FieldValue, MatchKey, Profile } from './types';
import { referredNames } from './referredNames';
import { lookingUp, type Reference, type Referred, type Stage } from './references';
import type { UserOperation } from './userOperation';
import { writtenUsers } from './writtenUsers';

/** What items with references ask for: whom they mean, where that is known, and the fields. */
export type Referring = Readonly<{ edits: FieldEdits; key?: MatchKey; otherKeys?: readonly MatchKey[] }>;

type Words = Readonly<{
	/** A field as the editor calls it. */
	label: (field: FieldName) => string;
	/** Whether no two users share what stands in this field. */
	identifies: (field: FieldName) => boolean;
}>;

/** One text of a reference; without a value, nothing of this name is there yet. */
type Resolved<Doc> = Readonly<{ reference: Reference<Doc>; text: string; value?: string }>;
type Meaning<W, Doc> = Readonly<{ wanted: W; texts: ReadonlyArray<Resolved<Doc>> }>;

/**
 * The same operation, with its references resolved before it plans.
 *
 * While planning, only reads are made: one hit is written as its value, several are refused, and what is not there yet
 * stays as it was given. {@link UserOperation.arrange} then looks at all items: what an item names and another one makes is
 * waited for, and so is somebody whose key another item changes; who waits is planned anew right before the write. What
 * nobody makes, circles and people who name themselves are refused.
 */
export function referring<W extends Referring, Doc>(
	operation: UserOperation<W, Doc>,
	references: ReadonlyArray<Reference<Doc>>,
	words: Words,
): UserOperation<W, Doc> {
	if (references.length === 0) return operation;
	const lookUp = lookingUp<Doc>();
	/** What an item's texts meant when it was planned last; none of an item without any. */
	const meanings = new Map<W, Meaning<W, Doc>>();
	const names = referredNames(references);
	const written = writtenUsers(references);

	const valueOf = async (reference: Reference<Doc>, text: string, stage: Stage, joins: boolean): Promise<string | undefined> => {
		const justWritten = written.named(reference, text);
		const known = justWritten?.get(reference.field);
		if (known !== undefined) return known;
		if (reference.isOwn(text)) return text;
		const [one, ...others] = await lookUp.hits(reference, text, justWritten ? 'writing' : 'planning');
		if (one && others.length > 0) throw several(words.label(reference.field), { reference, text, hits: [one, ...others] });
		if (one) {
			names.note(reference.field, one);
			return one.value;
		}
		if (stage === 'planning' && (reference.ofUser || (reference.create && joins))) return undefined;
		if (reference.create && joins) return (await lookUp.created(reference, text)).value;
		throw nobody(words.label(reference.field), { reference, text });
	};

	const resolvedEdit = async (reference: Reference<Doc>, edit: Exclude<Edit, 'clear'>, stage: Stage) => {
		const texts: Array<Resolved<Doc>> = [];
		const ofOne = async (one: FieldValue): Promise<FieldValue> => {
			const text = textOf(one);
			if (text === undefined) return one;
			const value = await valueOf(reference, text, stage, edit.how !== 'remove');
			texts.push({ reference, text, ...(value === undefined ? {} : { value }) });
			return value ?? text;
		};
		if (!isList(edit.set)) return { edit: { ...edit, set: await ofOne(edit.set) }, texts };
		const set: FieldValue[] = [];
		for (const one of edit.set) set.push(await ofOne(one));
		return { edit: { ...edit, set }, texts };
	};

	const understood = async (wanted: W, stage: Stage): Promise<W> => {
		const edits = new Map(wanted.edits);
		const texts: Array<Resolved<Doc>> = [];
		for (const reference of references) {
			const edit = edits.get(reference.field);
			if (edit === undefined || edit === 'clear') continue;
			const resolved = await resolvedEdit(reference, edit, stage);
			edits.set(reference.field, resolved.edit);
			texts.push(...resolved.texts);
		}
		if (texts.length === 0) {
			meanings.delete(wanted);
			return wanted;
		}
		const meant = { ...wanted, edits };
		meanings.set(wanted, { wanted: meant, texts });
		return meant;
	};

	const namesOf = ({ key, otherKeys = [], edits }: W): readonly string[] => {
		const fields = [...edits].flatMap(([field, edit]) => (words.identifies(field) && edit !== 'clear' ? (textOf(edit.set) ?? []) : []));
		// What is an ID at one user may be the user name of another.
		const keys = [...(key ? [key] : []), ...otherKeys].filter(({ by }) => by !== 'id').map(({ value }) => value);
		return [...new Set([...keys, ...fields].map(folded))];
	};

	return {
		...operation,
		plan: async (wanted) => names.inPlan(await operation.plan(await understood(wanted, 'planning'))),
		planAnew: async (wanted) => names.inPlan(await operation.plan(await understood(wanted, 'writing'))),
		write: async (plan, wanted) => {
			const done = await operation.write(plan, meanings.get(wanted)?.wanted ?? wanted);
			written.note(() => namesOf(wanted), done);
			return done;
		},
		arrange: (planned) =>
			inWritingOrder(planned, {
				namesOf,
				knownAs: (wanted) => wanted.key?.value,
				identifies: words.identifies,
				namedBy: (wanted) => (meanings.get(wanted)?.texts ?? []).flatMap((one) => toNamed(one, words)),
				valueOf: (field, user) => usersOf(references, field)?.(user)?.value,
			}),
	};
}

function usersOf<Doc>(
	references: ReadonlyArray<Reference<Doc>>,
	name: FieldName,
): ((user: Profile<Doc>) => Referred | undefined) | undefined {
	return references.find(({ field }) => field === name)?.ofUser;
}

function toNamed<Doc>({ reference, text, value }: Resolved<Doc>, { label }: Words): readonly Named[] {
	// A department that is there has nothing to do with other items.
	if (value !== undefined && !reference.ofUser) return [];
	const { field, noun } = reference;
	const called = label(field);
	return [
		{
			field,
			noun,
			text,
			value,
			label: called,
			isUser: reference.ofUser !== undefined,
			isMade: reference.create !== undefined,
			missing: nobody(called, { reference, text }).failure,
		},
	];
}

type Unclear<Doc> = Readonly<{ reference: Reference<Doc>; text: string }>;

function nobody<Doc>(label: string, { reference: { noun, takes }, text }: Unclear<Doc>): FailureError {
	return invalid(label, `${label}: no ${noun} was found for "${text}"`, `${label} takes ${takes}. Check the value.`);
}

function several<Doc>(
	label: string,
	{ reference: { noun, takes }, text, hits }: Unclear<Doc> & { hits: readonly Referred[] },
): FailureError {
	const shown = hits.map((hit) => (hit.label === text ? hit.value : `${hit.label} (${hit.value})`)).join(', ');
	return invalid(
		label,
		`${label}: "${text}" fits ${hits.length} ${noun}s: ${shown}`,
		`${label} takes ${takes}. Use a value that only one ${noun} has.`,
	);
}

/** A value that is a text, without white space around it; undefined for an empty one, and for what is no text. */
function textOf(value: FieldValue): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' ? undefined : text;
}

function isList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}
