import { failureOf, type ListEnd } from '../failure';
import type { FindsNow, ListsUsers, UserDirectory } from './directory';
import type { FieldRules } from './guard';
import { folded } from './keys';
import type { Candidate, LeaverRules } from './leavers';
import type { Ask } from './provision';
import type { FieldEdits, FieldName, FieldValue, MatchBy, MatchKey, Profile, UserId } from './types';

/** Users by ID, which is a text of its own. */
export type NamedUsers<Doc> = Readonly<{
	set: (id: UserId, profile: Profile<Doc>) => void;
	delete: (id: UserId) => void;
	get: (id: UserId) => Profile<Doc> | undefined;
	values: () => Iterable<Profile<Doc>>;
}>;

/** A directory that can be read as a whole. */
export type ListedDirectory<By extends MatchBy, Options, Doc> = UserDirectory<By, Options, Doc> &
	ListsUsers<By, Options, Doc> &
	FindsNow<By, Options, Doc>;

/**
 * Everybody in a directory at one moment, as far as the items are about them: a directory may have more users than a process
 * has memory for.
 */
export type Snapshot<By extends MatchBy, Doc> = Readonly<{
	/** In full, those whom the items may name. */
	named: Pick<NamedUsers<Doc>, 'get' | 'values'>;
	/** All of them who have this key, and some who have one like it; undefined where nobody with it would be among them. */
	like: (key: MatchKey<By>) => readonly UserId[] | undefined;
	/** In the order of the list, those who have left unless an item means them. */
	candidates: ReadonlyMap<UserId, Candidate<Doc>>;
	listed: number;
	/** Keys that the list does not show of everybody. */
	hidden: ReadonlySet<By>;
	fieldNames: ReadonlySet<FieldName>;
	end: ListEnd;
}>;

/** What is looked for in a list. */
export type Interest<By extends MatchBy, Doc> = Readonly<{
	/** By which items, and fields that name users, can mean somebody. */
	keys: readonly By[];
	/** All texts of the items: see {@link textsOfAsks}. */
	texts: readonly string[];
	/** Where those are kept whom the items may name: nobody is in it yet. */
	named: NamedUsers<Doc>;
	leavers: LeaverRules<Doc>;
	/** What somebody is known by. */
	personOf: (profile: Profile<Doc>) => string;
	/** What is needed of somebody who may have left besides that, if anything. */
	keeping?: (profile: Profile<Doc>) => Profile<Doc>;
}> &
	Pick<FieldRules, 'identifies'>;

const NOBODY: readonly UserId[] = [];

/** Reads the whole directory once. */
export async function takeSnapshot<By extends MatchBy, Options, Doc>(
	directory: ListsUsers<By, Options, Doc>,
	options: Options,
	interest: Interest<By, Doc>,
): Promise<Snapshot<By, Doc>> {
	const { keys, identifies, leavers, named } = interest;
	const keyText = (key: MatchKey<By>): string => folded(directory.normalKey(key).trim());
	const sought = new Map<string, readonly UserId[]>();
	for (const value of interest.texts)
		for (const text of [folded(value.trim()), ...keys.map((by) => keyText({ by, value }))]) sought.set(text, NOBODY);
	const candidates = new Map<UserId, Candidate<Doc>>();
	const hidden = new Set<By>();
	const fieldNames = new Set<FieldName>();
	let listed = 0;

	const note = (profile: Profile<Doc>): void => {
		listed += 1;
		const id = ownText(profile.id);
		let isNamed = false;
		for (const by of keys) {
			const value = directory.keyOf(profile, by) ?? '';
			if (value === '') {
				hidden.add(by);
				continue;
			}
			const text = keyText({ by, value });
			const alike = sought.get(text);
			isNamed ||= alike !== undefined;
			if (alike && !alike.includes(id)) sought.set(text, [...alike, id]);
		}
		profile.fields.forEach((value, field) => {
			fieldNames.add(field);
			isNamed ||= typeof value === 'string' && identifies(field) && sought.has(folded(value.trim()));
		});
		if (isNamed) named.set(id, profile);
		else named.delete(id);
		if (leavers.then !== 'ignore' && profile.active !== false && leavers.inScope(profile))
			candidates.set(id, asCandidate(profile, interest));
		else candidates.delete(id);
	};

	const list = directory.everybody(options);
	for (let next = await list.next(); ; next = await list.next()) {
		if (!next.done) note(next.value);
		else
			return {
				named,
				like: (key) => (keys.includes(key.by) ? sought.get(keyText(key)) : undefined),
				candidates,
				listed,
				hidden,
				fieldNames,
				end: next.value,
			};
	}
}

function asCandidate<By extends MatchBy, Doc>(profile: Profile<Doc>, { leavers, personOf, keeping }: Interest<By, Doc>): Candidate<Doc> {
	const person = ownText(personOf(profile));
	const why = leavers.whyKept(profile);
	if (why === undefined && !keeping) return person;
	return { person, ...(why === undefined ? {} : { why }), ...(keeping ? { profile: keeping(profile) } : {}) };
}

/**
 * A text of its own. A part of a longer one keeps the whole of it in memory, here the answer with all records; one that was put
 * together keeps its parts, which take three to seven times the memory.
 */
export function ownText(text: string): string {
	const copy: unknown = JSON.parse(JSON.stringify(text));
	return String(copy);
}

/**
 * All texts of items by which somebody may be meant: their keys, and what is asked of fields that may.
 * @param mayMean whether a field names users or tells people apart
 */
export function textsOfAsks(
	asks: ReadonlyArray<Ask<Readonly<{ key: MatchKey; otherKeys?: readonly MatchKey[]; edits: FieldEdits }>>>,
	mayMean: (field: FieldName) => boolean,
): readonly string[] {
	return asks.flatMap((ask) => {
		const named = ask.key ? [ask.key.value] : [];
		if (ask.kind === 'failed') return named;
		const { key, otherKeys = [], edits } = ask.wanted;
		const asked = [...edits].flatMap(([field, edit]) => (edit === 'clear' || !mayMean(field) ? [] : textsOf(edit.set)));
		return [...named, ...[key, ...otherKeys].map(({ value }) => value), ...asked];
	});
}

function textsOf(value: FieldValue): readonly string[] {
	if (typeof value === 'string' || typeof value === 'number') return [String(value)];
	return Array.isArray(value) ? value.flatMap(textsOf) : [];
}

/**
 * The look-ups and the update of a directory with a snapshot in front: one list instead of one request a
 * person. A user whose record changed meanwhile is read anew, and so is whom the snapshot can't tell of: where the list was not
 * complete, who is not in it, and whom no item names.
 */
export function fromSnapshot<By extends MatchBy, Options, Doc>(
	directory: ListedDirectory<By, Options, Doc>,
	{ named, like, end }: Pick<Snapshot<By, Doc>, 'named' | 'like' | 'end'>,
): Pick<UserDirectory<By, Options, Doc>, 'find' | 'update'> & FindsNow<By, Options, Doc> {
	const outdated = new Set<UserId>();

	return {
		findNow: async (key, options) => await directory.find(key, options),
		find: async (key, options) => {
			const alike = like(key);
			if (!alike) return await directory.find(key, options);
			const wanted = directory.normalKey(key);
			const found = alike
				.flatMap((id) => named.get(id) ?? [])
				.filter((profile) => {
					const value = directory.keyOf(profile, key.by) ?? '';
					return value !== '' && directory.normalKey({ by: key.by, value }) === wanted;
				});
			const isSure = found.length > 0 ? !found.some(({ id }) => outdated.has(id)) : end.complete;
			return isSure ? found : await directory.find(key, options);
		},
		update: async (current, changes, options) =>
			await directory.update(current, changes, options).catch((error: unknown) => {
				if (failureOf(error).kind === 'conflict') outdated.add(current.id);
				throw error;
			}),
	};
}
