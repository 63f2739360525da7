import { beforeWriting, failed } from '../../shared/failure';
import { writesInTurn } from '../../shared/http/writesInTurn';
import type { SwitchesUsers } from '../../shared/provisioning/directory';
import type { FindsUsers } from '../../shared/provisioning/plan';
import type { FieldValue, MatchKey, NonEmpty, Change, Profile, Written } from '../../shared/provisioning/types';
import type { AxeroDirectory, AxeroWriteOptions } from './axeroDirectory';
import { keyIn } from './lookUp';
import { IDENTIFIERS, type AxeroKey, type AxeroUser } from './profile';
import type { Names, ScimPerson } from './scimPerson';
import type { ScimUsers } from './scimUsers';
import { ACTIVE, STATUS_FIELD, statusOf, withoutStatus } from './status';

type Person = Profile<AxeroUser>;

const UNCHECKED = "Axero's SCIM service does not show this user, so it was not checked whether the user is active";

/** Axero's users with the status that the SCIM service knows. */
export type SwitchingAxero = AxeroDirectory &
	SwitchesUsers<AxeroWriteOptions, AxeroUser> &
	Readonly<{
		/** Somebody with their status, and as they were when the service does not show them. */
		withStatus: (person: Person) => Promise<Person>;
	}>;

/** The same users, whose status is read and written by the SCIM service. It is asked only where a status matters. */
export function switchingDirectory(directory: AxeroDirectory, scim: ScimUsers): SwitchingAxero {
	const withStatus = async (person: Person): Promise<Person> => seenBy(await scim.find(person.id, namesOf(person)), person);

	const find: AxeroDirectory['find'] = async (key, options = {}) => {
		const found = await directory.find(key, options);
		return options.status ? await Promise.all(found.map(withStatus)) : found;
	};

	/** Who is meant by a write that looks nobody up, before its first request that changes something. */
	const meant = async (key: MatchKey<AxeroKey>): Promise<Readonly<{ person: Person; seen: ScimPerson | undefined }>> => {
		const [only, ...others] = await directory.find(key);
		if (!only) throw failed({ kind: 'notFound', says: 'No user with this key was found', todo: 'Check the value of User.' });
		if (others.length > 0) throw failed({ kind: 'ambiguous', says: 'Several users have this key', todo: 'Choose one of them by ID.' });
		return { person: only, seen: await scim.find(only.id, namesOf(only)) };
	};

	/** A new user's status. That they are active goes without saying, so it is only warned of where the service can't tell. */
	const settle = async (id: string, names: Names, status: FieldValue): Promise<readonly string[]> => {
		const isActive = status === ACTIVE;
		const person = await scim.findNew(id, names).catch((error: unknown) => {
			if (!isActive) throw error;
			return undefined;
		});
		if (person?.active === isActive) return [];
		if (person) return await scim.setActive(id, person, isActive);
		if (!isActive) throw notShown(id);
		return [UNCHECKED];
	};

	return {
		...directory,
		find,
		withStatus,

		setActive: async (person, active) => {
			const seen = await beforeWriting(scim.find(person.id, namesOf(person)));
			if (!seen) throw notShown(person.id);
			return { id: person.id, record: person.record, warnings: await scim.setActive(person.id, seen, active) };
		},

		create: async (changes, options) => {
			const { labels, status } = withoutStatus(changes);
			if (status === undefined || status === null) return await directory.create(labels, options);
			let made = '';
			const steps = writesInTurn(() => afterCreation(made));
			const written = await steps.write('fields', directory.create(labels, options));
			made = written?.id ?? '';
			const warnings = written && (await steps.write('status', settle(written.id, namesIn(labels), status)));
			steps.end();
			return withWarnings(written, warnings);
		},

		updateUnseen: async (key, changes, options) => {
			const { labels, status } = withoutStatus(changes);
			if (status === undefined || status === null) return await directory.updateUnseen(key, changes, options);
			const { person, seen } = await beforeWriting(meant(key));
			if (!seen && status === ACTIVE && hasSome(labels))
				return withWarnings(await directory.updateUnseen(key, labels, options), [UNCHECKED]);
			if (!seen) throw notShown(person.id);
			const steps = writesInTurn();
			const written = hasSome(labels)
				? await steps.write('fields', directory.updateUnseen(key, labels, options))
				: { id: person.id, record: person.record, warnings: [] };
			const warnings = await steps.write('status', scim.setActive(person.id, seen, status === ACTIVE));
			steps.end();
			return withWarnings(written, warnings);
		},
	};
}

/** The same users for Activate and Deactivate, which need to know of everybody whether they are active. */
export function switchable(
	directory: SwitchingAxero,
	scim: ScimUsers,
): FindsUsers<AxeroKey, AxeroWriteOptions, AxeroUser> & SwitchesUsers<AxeroWriteOptions, AxeroUser> {
	return {
		setActive: directory.setActive,
		find: async (key, options) => {
			const found = await directory.find(key, options);
			const [only, ...others] = found;
			if (others.length > 0) return found;
			if (!only) return await shownByScimAlone(scim, key);
			const person = await scim.find(only.id, namesOf(only));
			if (!person) throw notShown(only.id);
			return [seenBy(person, only)];
		},
	};
}

/**
 * Whether the REST API shows people who are inactive is not documented: who is not found there may be one. Such a person
 * has no UserID here, and the SCIM service's own id says so by its name.
 */
async function shownByScimAlone(scim: ScimUsers, { by, value }: MatchKey<AxeroKey>): Promise<readonly Person[]> {
	if (by === 'id') return [];
	const names: Names = by === 'email' ? { email: value } : { username: value };
	const seen = await scim.find(`${by} ${value}`, names);
	if (!seen) return [];
	const [email] = seen.emails;
	const record: AxeroUser = { [IDENTIFIERS.email]: email ?? null, [IDENTIFIERS[by]]: value };
	return [seenBy(seen, { id: `scim:${seen.scimId}`, fields: new Map([[IDENTIFIERS[by], value]]), record })];
}

export function seenBy(seen: ScimPerson | undefined, person: Person): Person {
	return withActive(seen?.active, person);
}

/** Somebody as they are once the SCIM service has said whether they are active. */
export function withActive(active: boolean | undefined, person: Person): Person {
	if (active === undefined) return person;
	return { ...person, active, fields: new Map([...person.fields, [STATUS_FIELD, statusOf(active)]]) };
}

export function namesOf({ record }: Pick<Person, 'record'>): Names {
	return { email: keyIn(record, 'email'), username: keyIn(record, 'username') };
}

function namesIn(labels: readonly Change[]): Names {
	const textOf = (label: string): string | undefined => {
		const value = labels.find(({ field }) => field === label)?.to;
		return typeof value === 'string' && value !== '' ? value : undefined;
	};
	return { email: textOf(IDENTIFIERS.email), username: textOf(IDENTIFIERS.username) };
}

function notShown(id: string) {
	return failed({
		kind: 'refused',
		status: 404,
		inOwnWords: true,
		decided: true,
		says: `Axero's SCIM service does not show user ${id}, so the status can't be read or changed`,
		todo: 'The service may only show users that it has created or connected. Connect the user there, or change the status in Axero.',
		unwritten: true,
	});
}

function afterCreation(id: string) {
	return {
		done: `The user was created${id && ` with ID ${id}`}`,
		rest: 'the status was',
		todo: 'To set the status, run Deactivate or Activate for this user.',
	};
}

function withWarnings(written: Written<AxeroUser> | undefined, warnings: readonly string[] | undefined): Written<AxeroUser> {
	if (!written || !warnings) throw new Error('A write that was kept back came to its end');
	return { ...written, warnings: [...written.warnings, ...warnings] };
}

function hasSome(changes: readonly Change[]): changes is NonEmpty<Change> {
	return changes.length > 0;
}
