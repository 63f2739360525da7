import { failed, failureOf } from '../../shared/failure';
import { composed, folded, inAnyForm } from '../../shared/provisioning/keys';
import type { FieldValue, MatchKey } from '../../shared/provisioning/types';
import { guid, toProfile, type AppenateKey, type AppenateWriteOptions, type AppenateProfile, type PlacesAs } from './profile';
import { notTheApi } from '../wire/failure';
import type { AppenateRequest } from '../wire/request';
import { listedKeys } from './list';
import { searchUsers } from './search';

/** Somebody who was seen before: the address, if any, finds them by search. */
type Known = Readonly<{ id: string; email: FieldValue | undefined }>;

export type UserReads = Readonly<{
	find: (key: MatchKey<AppenateKey>, options: AppenateWriteOptions) => Promise<readonly AppenateProfile[]>;
	/** @throws FailureError `unreadable` when the user is not shown */
	byId: (known: Known, placesAs: PlacesAs) => Promise<AppenateProfile>;
}>;

/**
 * How users are read. The read by ID stands in the pages of eForms Mobile ("GET User (Details)") and older brands,
 * not in Appenate's own: where a service answers 405 to it, the search stands in, which knows no ID.
 */
export function userReads(request: AppenateRequest): UserReads {
	let hasDetails = true;
	const keys = listedKeys(request);

	/** @returns undefined where there is no such call */
	const details = async (id: string): Promise<AppenateProfile | undefined> => {
		if (!hasDetails) return undefined;
		const answer = await request({ method: 'GET', path: '/user', query: [['Id', guid(id)]] }).catch((error: unknown) => {
			const failure = failureOf(error);
			if (failure.kind === 'refused' && failure.status === 405) return undefined;
			throw failed(failure);
		});
		hasDetails = answer !== undefined;
		return answer && expected(id, toProfile(answer.User));
	};

	const searched = async (
		id: string,
		query: readonly [string, string] | undefined,
		placesAs: PlacesAs,
	): Promise<AppenateProfile | undefined> => {
		if (query === undefined) return undefined;
		const found = await searchUsers(request, { query: [query], placesAs });
		return found.find((one) => one.id === guid(id));
	};

	/** The details show groups and folders by ID only; the search shows them in every form. */
	const inDetail = async (id: string, placesAs: PlacesAs): Promise<AppenateProfile | undefined> => {
		const user = await details(id);
		if (!user || placesAs === 'ids') return user;
		const twin = await searched(id, byAddress(user.fields.get('Email')), placesAs);
		if (!twin) throw noPlaces(user);
		const { Folders = [], Groups = [] } = twin.record;
		return toProfile({ ...user.record, Folders, Groups });
	};

	const inList = async (id: string, placesAs: PlacesAs): Promise<AppenateProfile | undefined> =>
		await searched(id, await keys.queryFor(guid(id)), placesAs);

	const byId: UserReads['byId'] = async ({ id, email }, placesAs) => {
		const byEmail = async (): Promise<AppenateProfile | undefined> => await searched(id, byAddress(email), placesAs);
		const searchesFirst = placesAs !== 'ids' || !hasDetails;
		const user =
			(searchesFirst ? await byEmail() : undefined) ??
			(await inDetail(id, placesAs)) ??
			(searchesFirst ? undefined : await byEmail()) ??
			(await inList(id, placesAs));
		if (user) return user;
		throw notTheApi(200, `the user search does not show the user ${id}`);
	};

	const find: UserReads['find'] = async (key, { placesAs }) => {
		const { by, value: id } = key;
		if (by === 'id') {
			const user = (await inDetail(id, placesAs)) ?? (await inList(id, placesAs));
			return user ? [user] : [];
		}
		const field = by === 'email' ? 'Email' : 'ExternalId';
		return await inAnyForm(key, async ({ value }) => {
			const found = await searchUsers(request, { query: [[field, value]], placesAs });
			return found.filter(({ fields }) => matches(by, fields.get(field), value));
		});
	};

	return { find, byId };
}

function byAddress(email: FieldValue | undefined): readonly [string, string] | undefined {
	return typeof email === 'string' && email !== '' ? ['Email', email] : undefined;
}

/** @throws FailureError `unreadable` when an answer is about somebody else */
export function expected(id: string, user: AppenateProfile): AppenateProfile {
	if (user.id !== guid(id)) throw notTheApi(200, `it is about another user (${user.id})`);
	return user;
}

/** The search may fit parts of a value, so only whole, equal values count; in an e-mail address capitals don't. */
function matches(by: 'email' | 'externalId', stored: FieldValue | undefined, wanted: string): boolean {
	if (typeof stored !== 'string') return false;
	return by === 'email' ? folded(stored) === folded(wanted) : composed(stored) === composed(wanted);
}

function noPlaces({ id }: AppenateProfile): Error {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `The groups and folders of the user ${id} can only be read by ID: the user search does not show this user`,
		todo: 'Set the option "Groups and Folders Are Given As" to IDs.',
	});
}
