import { failed, failureOf, type FailureError } from '../../shared/failure';
import { composed, folded, inAnyForm } from '../../shared/provisioning/keys';
import type { FieldValue, MatchKey } from '../../shared/provisioning/types';
import { notTheApi } from '../wire/failure';
import { guid } from '../wire/formats';
import { wholeList } from '../wire/pages';
import type { AppenateRequest } from '../wire/request';
import { KEY_FIELDS, toProfile, type AppenateKey, type AppenateProfile, type AppenateWriteOptions, type PlacesAs } from './profile';
import { everybody, usersLike } from './search';
import { INACTIVE } from './status';

/** Somebody who was seen before: the address, if any, finds them by search. */
type Known = Readonly<{ id: string; email: FieldValue | undefined }>;

/** What the search is asked for. */
type Query = readonly [name: string, value: string];

type Found = Promise<AppenateProfile | undefined>;

export type UserReads = Readonly<{
	find: (key: MatchKey<AppenateKey>, options: Pick<AppenateWriteOptions, 'placesAs'>) => Promise<readonly AppenateProfile[]>;
	/** @throws FailureError `unreadable` when the user is not shown */
	byId: (known: Known, placesAs: PlacesAs) => Promise<AppenateProfile>;
}>;

/**
 * How users are read. The read by ID stands in the pages of eForms Mobile ("GET User (Details)") and older brands,
 * not in Appenate's own: where a service answers 405 to it, the search stands in, which knows no ID.
 */
export function userReads(request: AppenateRequest): UserReads {
	let hasDetails = true;
	/** Read when it is first asked for, and once in an execution. */
	let everyQuery: Promise<ReadonlyMap<string, Query>> | undefined;

	/** @returns undefined where there is no such call */
	const readDetails = async (id: string): Found => {
		if (!hasDetails) return undefined;
		const answer = await request({ method: 'GET', path: '/user', query: [['Id', guid(id)]], one: true }).catch((error: unknown) => {
			const failure = failureOf(error);
			if (failure.kind === 'refused' && failure.status === 405) return undefined;
			throw failed(failure);
		});
		hasDetails = answer !== undefined;
		return answer && assertSameUser(id, toProfile(answer.User));
	};

	const search = async (id: string, query: Query | undefined, placesAs: PlacesAs): Found => {
		if (query === undefined) return undefined;
		const found = await usersLike(request, { query: [query], placesAs });
		return found.find((one) => one.id === guid(id));
	};

	/** The details show groups and folders by ID only; the search shows them in every form. */
	const readWhole = async (id: string, placesAs: PlacesAs): Found => {
		const user = await readDetails(id);
		if (!user || placesAs === 'ids') return user;
		const twin = await search(id, byAddress(user.fields.get('Email')), placesAs);
		if (!twin) throw noPlaces(user);
		const { Folders = [], Groups = [] } = twin.record;
		return toProfile({ ...user.record, Folders, Groups });
	};

	const searchByList = async (id: string, placesAs: PlacesAs): Found => {
		everyQuery ??= queriesOfAll(request);
		return await search(id, (await everyQuery).get(guid(id)), placesAs);
	};

	return {
		find: async (key, { placesAs }) => {
			const { by, value: id } = key;
			if (by === 'id') {
				const user = (await readWhole(id, placesAs)) ?? (await searchByList(id, placesAs));
				return user ? [user] : [];
			}
			return await inAnyForm(key, async ({ value }) => {
				const found = await usersLike(request, { query: [[KEY_FIELDS[by], value]], placesAs });
				// The search may fit parts of a value, so only whole, equal values count.
				return found.filter((user) => {
					const shown = keyOf(user, by);
					return shown !== undefined && normalKey({ by, value: shown }) === normalKey({ by, value });
				});
			});
		},

		byId: async ({ id, email }, placesAs) => {
			const byEmail = async (): Found => await search(id, byAddress(email), placesAs);
			const searchesFirst = placesAs !== 'ids' || !hasDetails;
			const user =
				(searchesFirst ? await byEmail() : undefined) ??
				(await readWhole(id, placesAs)) ??
				(searchesFirst ? undefined : await byEmail()) ??
				(await searchByList(id, placesAs));
			if (user) return user;
			throw notTheApi(200, `the user search does not show the user ${id}`);
		},
	};
}

/** What a user shows as this key. */
export function keyOf({ id, fields }: AppenateProfile, by: AppenateKey): string | undefined {
	if (by === 'id') return id;
	const value = fields.get(KEY_FIELDS[by]);
	return typeof value === 'string' ? value : undefined;
}

/** The key in the form that all its spellings share; in an email address capitals don't count. */
export function normalKey({ by, value }: MatchKey<AppenateKey>): string {
	return by === 'id' ? guid(value) : by === 'email' ? folded(value) : composed(value);
}

/** @throws FailureError `unreadable` when an answer is about somebody else */
export function assertSameUser(id: string, user: AppenateProfile): AppenateProfile {
	if (user.id !== guid(id)) throw notTheApi(200, `it is about another user (${user.id})`);
	return user;
}

function byAddress(email: FieldValue | undefined): Query | undefined {
	return typeof email === 'string' && email !== '' ? ['Email', email] : undefined;
}

function noPlaces({ id }: AppenateProfile): FailureError {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `The groups and folders of the user ${id} can only be read by ID: the user search does not show this user`,
		todo: 'Set "Groups and Folders Are Given As" to IDs under Options, Groups and Folders.',
	});
}

/** What the search finds each user by, by the ID as `guid` writes it. */
async function queriesOfAll(request: AppenateRequest): Promise<ReadonlyMap<string, Query>> {
	const users = await wholeList(everybody(request, { placesAs: 'ids', word: INACTIVE }), 'the list of users may not be complete').catch(
		(error: unknown) => {
			throw noList(error);
		},
	);
	return new Map(users.map((user) => [user.id, queryFor(user)]));
}

/** Whoever signs in without an address has a name at least. */
function queryFor({ fields }: AppenateProfile): Query {
	const textOf = (field: string): string => {
		const value = fields.get(field);
		return typeof value === 'string' ? value : '';
	};
	const key = Object.values(KEY_FIELDS).find((field) => textOf(field) !== '');
	return key === undefined ? ['Name', textOf('LastName')] : [key, textOf(key)];
}

/** Some services may want a filter; what else keeps a list from being read says so itself. */
function noList(error: unknown): FailureError {
	const failure = failureOf(error);
	if (failure.kind !== 'refused' || failure.status === 405) return failed(failure);
	return failed({
		...failure,
		says: `This service can't get a user by ID (HTTP 405), and it refused to list its users. ${failure.says}`,
		todo: 'Choose users by email address or external ID.',
	});
}
