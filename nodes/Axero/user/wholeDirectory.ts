import { failureOf, type ListEnd } from '../../shared/failure';
import { outlining } from '../../shared/fields/wording';
import type { CreatesUsers } from '../../shared/provisioning/directory';
import { folded } from '../../shared/provisioning/keys';
import type { ListedDirectory } from '../../shared/provisioning/snapshot';
import type { FieldName, Profile } from '../../shared/provisioning/types';
import { comparingDirectory, type AxeroDirectory, type AxeroWriteOptions } from './axeroDirectory';
import { detailsOf, KEY_WORDS, keyIn, namesIn } from './lookUp';
import { listed, usersList } from '../wire/lists';
import { AXERO_FIELDS, toProfile, type AxeroKey, type AxeroUser } from './profile';
import type { AxeroRequest } from '../wire/request';
import { leaverProtection } from './protection';
import type { ScimUsers } from './scimUsers';
import type { SwitchingAxero } from './switching';

type Listed = ListedDirectory<AxeroKey, AxeroWriteOptions, AxeroUser>;
type Person = Profile<AxeroUser>;

/** Axero's users as one list: what rows show, which is little, and the details only where they are needed. */
export function wholeDirectory(
	request: AxeroRequest,
	directory: AxeroDirectory,
	scim?: ScimUsers,
): Listed & CreatesUsers<AxeroWriteOptions, AxeroUser> {
	const protection = scim && leaverProtection(request, scim);
	return {
		...comparingDirectory(directory),
		everybody: (options) => {
			const people = everybody(request, options);
			return protection && options.status ? protection.joined(people) : people;
		},
		keyOf: ({ id, record }, by) => (by === 'id' ? id : keyIn(record, by)),
		normalKey: ({ by, value }) => (by === 'id' ? value : folded(value)),
		inOutline: outlining(AXERO_FIELDS, namesIn),
		// Without the SCIM service nobody can be deactivated, so nobody needs protection.
		whyProtected: ({ id }) => protection?.whyProtected(id),
	};
}

/** Look-ups answered from a list: whoever is found there is read in full when the row lacks a label that is compared. */
export function withDetails(request: AxeroRequest, directory: Listed, switching?: Pick<SwitchingAxero, 'withStatus'>): Listed {
	return {
		...directory,
		find: async (key, options) => {
			const found = await directory.find(key, options);
			const [only, ...others] = found;
			if (!only || others.length > 0) return found;
			const seen = lacking(only, options).length === 0 ? only : await inFull(request, only);
			return [switching && options.status ? await switching.withStatus(seen) : seen];
		},
	};
}

const AT_ONCE = 3;

/**
 * Everybody, from the rows of the list. The details are read of those whose row lacks a key by which people
 * are looked for, or a label that tells leavers apart.
 */
async function* everybody(request: AxeroRequest, options: AxeroWriteOptions): AsyncGenerator<Person, ListEnd> {
	const { labels = [], atOnce = AT_ONCE } = options;
	const doubts: string[] = [];
	const neverSeen = new Set(labels);
	const known = async (person: Person): Promise<Person> => {
		const isEnough = lackingKeys(person, options).length === 0 && lacking(person, options).length === 0;
		const seen = isEnough ? person : await inFullIfShown(request, person, doubts);
		const hidden = lackingKeys(seen, options);
		if (hidden.length > 0) doubts.push(`Axero does not show the ${hidden.map((by) => KEY_WORDS[by]).join(' and ')} of user ${seen.id}`);
		const unseen = lacking(seen, options);
		for (const label of labels) if (!unseen.includes(label)) neverSeen.delete(label);
		return seen;
	};

	const rows = listed(request, usersList());
	let waiting: Person[] = [];
	for (;;) {
		const next = await rows.next();
		if (!next.done) {
			const person = toProfile(next.value);
			if (person) waiting.push(person);
			if (waiting.length < atOnce) continue;
		}
		yield* await Promise.all(waiting.map(known));
		waiting = [];
		if (next.done) return ended(next.value, [...doubts, ...[...neverSeen].map((label) => `Axero shows no user's "${label}"`)]);
	}
}

/** The details, and what only the row shows. */
async function inFull(request: AxeroRequest, { id, record }: Person): Promise<Person> {
	const full = await detailsOf(request, id, record);
	const onlyInRow = Object.entries(record).filter(([name]) => (full.record[name] ?? null) === null);
	return toProfile({ ...full.record, ...Object.fromEntries(onlyInRow) }) ?? full;
}

/** Somebody whose details are refused is somebody all the same, and so is who is answered about as somebody else. */
async function inFullIfShown(request: AxeroRequest, person: Person, doubts: string[]): Promise<Person> {
	return await inFull(request, person).catch((error: unknown) => {
		const { kind, says } = failureOf(error);
		if (kind !== 'refused' && kind !== 'unreadable') throw error;
		if (kind === 'unreadable') doubts.push(says);
		return person;
	});
}

function ended(end: ListEnd, [doubt]: readonly string[]): ListEnd {
	return end.complete && doubt !== undefined ? { complete: false, lacks: 'details', why: doubt } : end;
}

/** Keys that a profile does not show. */
function lackingKeys({ record }: Person, { keys = new Set() }: AxeroWriteOptions): ReadonlyArray<Exclude<AxeroKey, 'id'>> {
	return [...keys].filter((by) => by !== 'id').filter((by) => keyIn(record, by) === undefined);
}

/** Labels that a profile does not show, in whatever capitals. */
function lacking({ fields }: Person, { labels = [] }: AxeroWriteOptions): readonly FieldName[] {
	const shown = new Set([...fields.keys()].map((name) => name.toLowerCase()));
	return labels.filter((label) => !shown.has(label.toLowerCase()));
}
