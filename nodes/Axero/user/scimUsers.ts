import { beforeWriting, failed, failureOf, type ListEnd } from '../../shared/failure';
import { readAll } from '../../shared/http/pages';
import { without, writeJson, type JsonObject } from '../../shared/json/json';
import { folded } from '../../shared/provisioning/keys';
import { readBack } from '../../shared/provisioning/readBack';
import { sameValue } from '../../shared/provisioning/diff';
import type { UserId } from '../../shared/provisioning/types';
import type { ScimService } from '../wire/scimService';
import { allScimUsers, filteredUsers, patchActive, putActive, wholeScimUser, type FilterBy } from '../wire/scimUsers';
import { callings, isCalled, isSamePerson, toScimPerson, type Names, type ScimPerson } from './scimPerson';
import { STATUS_SPEC, statusOf } from './status';

/** Who the SCIM service shows, for the users of the REST API. Both have ids of their own, so people are matched by their names. */
export type ScimUsers = Readonly<{
	/**
	 * The same person, looked up once in an execution.
	 * @param id the UserID, under which the person is remembered
	 * @returns undefined when the service surely shows nobody who is called so
	 * @throws FailureError `ambiguous` for several; `unreadable` where the service may not have shown everybody
	 */
	find: (id: UserId, names: Names) => Promise<ScimPerson | undefined>;
	/** Somebody who was made a moment ago. */
	findNew: (id: UserId, names: Names) => Promise<ScimPerson | undefined>;
	/** Reads everybody, so that nobody else is asked for one by one. */
	readAll: () => Promise<ListEnd>;
	/**
	 * Activates or deactivates, and looks whether it took.
	 * @returns what fell short, as warnings
	 * @throws FailureError `refused` when the service did nothing
	 */
	setActive: (id: UserId, person: ScimPerson, active: boolean) => Promise<readonly string[]>;
}>;

type Everybody = Readonly<{ byName: ReadonlyMap<string, readonly ScimPerson[]>; end: ListEnd }>;

/** The users of one execution. */
export function scimUsers(service: ScimService): ScimUsers {
	const known = new Map<UserId, Promise<ScimPerson | undefined>>();
	const refused = new Set<FilterBy>();
	let areIgnored = false;
	let takesPatch = true;
	let everybody: Promise<Everybody> | undefined;

	const all = async (): Promise<Everybody> => {
		everybody ??= readEverybody(service).catch((error: unknown) => {
			everybody = undefined;
			throw error;
		});
		return await everybody;
	};

	/** Whom a filter finds; undefined where the service has none, or passes over it. */
	const filtered = async (by: FilterBy, value: string): Promise<readonly ScimPerson[] | undefined> => {
		if (areIgnored || refused.has(by)) return undefined;
		const rows = await filteredUsers(service, by, value).catch((error: unknown) => {
			const failure = failureOf(error);
			if (!('status' in failure) || (failure.status !== 400 && failure.status !== 501)) throw error;
			refused.add(by);
			return undefined;
		});
		const people = rows?.flatMap((row) => toScimPerson(row) ?? []);
		areIgnored ||= people?.some((person) => !isCalled(person, value)) ?? false;
		return areIgnored ? undefined : people;
	};

	/** By filters, from the one that is documented on: Entra ID's userName is the email address. */
	const byFilters = async (names: Names): Promise<ScimPerson | undefined> => {
		const { email, username } = names;
		for (const value of new Set([email, username].filter((name) => name !== undefined))) {
			const found = await filtered('userName', value);
			const person = theOne(found ?? [], names);
			if (person) return person;
		}
		if (email === undefined) return undefined;
		const found = (await filtered('emails.value', email)) ?? (await filtered('emails', email)) ?? [];
		return theOne(found, names);
	};

	/** Nobody is only believed of the whole list: a filter may tell capitals apart. */
	const lookUp = async (names: Names): Promise<ScimPerson | undefined> =>
		(everybody === undefined ? await byFilters(names) : undefined) ?? inList(await all(), names);

	/** Remembered as long as it is not known otherwise. */
	const remembering = async (id: UserId, look: Promise<ScimPerson | undefined>): Promise<ScimPerson | undefined> => {
		known.set(id, look);
		return await look.catch((error: unknown) => {
			known.delete(id);
			throw error;
		});
	};

	const replace = async (scimId: string, { about, active }: Readonly<{ about: string; active: boolean }>): Promise<void> => {
		const read = await beforeWriting(wholeScimUser(service, scimId, about));
		const beforeRepeat = async (): Promise<void> => {
			const now = await wholeScimUser(service, scimId, about);
			if (isUntouched(now, read)) return;
			throw failed({ kind: 'conflict', says: `Somebody else changed ${about} at Axero's SCIM service`, todo: 'Run this item again.' });
		};
		await putActive(service, read, { about, active, beforeRepeat });
	};

	return {
		find: async (id, names) => await (known.get(id) ?? remembering(id, lookUp(names))),
		findNew: async (id, names) => {
			const found = async (): Promise<ScimPerson | undefined> => (await byFilters(names)) ?? inList(await readEverybody(service), names);
			return await remembering(id, found());
		},
		readAll: async () => (await all()).end,

		setActive: async (id, { scimId, active: before }, active) => {
			const about = `user ${id}`;
			takesPatch &&= await patchActive(service, scimId, { about, active });
			if (!takesPatch) await replace(scimId, { about, active });
			known.delete(id);
			const { warnings } = await readBack<JsonObject>(id, {
				vendor: "Axero's SCIM service",
				read: async () => {
					const record = await wholeScimUser(service, scimId, about);
					const person = toScimPerson(record);
					known.set(id, Promise.resolve(person));
					const now = person?.active;
					return { id, record, fields: new Map(now === undefined ? [] : [[STATUS_SPEC.label, statusOf(now)]]) };
				},
				changes: [{ field: STATUS_SPEC.label, ...(before === undefined ? {} : { from: statusOf(before) }), to: statusOf(active) }],
				same: (_field, one, other) => sameValue(one, other),
			});
			return warnings;
		},
	};
}

async function readEverybody(service: ScimService): Promise<Everybody> {
	const { rows, end } = await readAll(allScimUsers(service));
	const byName = new Map<string, ScimPerson[]>();
	for (const person of rows.flatMap((row) => toScimPerson(row) ?? [])) {
		for (const name of callings(person)) byName.set(name, [...(byName.get(name) ?? []), person]);
	}
	return { byName, end };
}

function inList({ byName, end }: Everybody, names: Names): ScimPerson | undefined {
	const called = [names.email, names.username].flatMap((name) => (name === undefined ? [] : (byName.get(folded(name)) ?? [])));
	const person = theOne([...new Set(called)], names);
	if (person || end.complete) return person;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero's SCIM service may not have shown everyone: ${end.why}`,
		todo: 'Run it again when no one is making changes.',
	});
}

/** @throws FailureError `ambiguous`: nobody is chosen among several */
function theOne(people: readonly ScimPerson[], names: Names): ScimPerson | undefined {
	const fitting = people.filter((person) => isSamePerson(person, names));
	if (fitting.length < 2) return fitting[0];
	const called = [names.email, names.username].filter((name) => name !== undefined).join(' or ');
	throw failed({
		kind: 'ambiguous',
		says: `Axero's SCIM service shows several users who may be ${called}: ${fitting.map(({ userName }) => userName).join(', ')}`,
		todo: 'Look for duplicate accounts in Axero.',
	});
}

/** Whether nothing but the status differs: what was sent may have landed. */
function isUntouched(now: JsonObject, before: JsonObject): boolean {
	const rest = (user: JsonObject): string => writeJson(without(user, 'active', 'meta'));
	return rest(now) === rest(before);
}
