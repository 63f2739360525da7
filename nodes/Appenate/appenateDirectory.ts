import { failed, failureOf } from '../shared/failure';
import { jsonNumber, type Json, type JsonObject } from '../shared/json/json';
import type { UserDirectory } from '../shared/provisioning/directory';
import type { Change, FieldValue, MatchKey, Written } from '../shared/provisioning/types';
import { isList } from './metadata';
import { asStored, guid, PLACES, same, toProfile, UNSEEN, type AppenateProfile, type AppenateUser, type PlacesAs } from './profile';
import { unreadable } from './transport/failure';
import type { AppenateRequest } from './transport/request';
import { DIRECTIVES, searchUsers } from './userSearch';

export type AppenateKey = 'id' | 'email' | 'externalId';

/** What steers a call without being a field of the user. */
export type AppenateWith = Readonly<{ doNotEmail: boolean; placesAs: PlacesAs }>;

export type AppenateDirectory = UserDirectory<AppenateKey, AppenateWith, AppenateUser>;

/**
 * Appenate's users. A PUT changes only the members that it holds, so only changes are sent.
 * Sources: "GET User (Details)", "GET User (User Search)", "PUT User" of eForms Mobile.
 */
export function appenateDirectory(request: AppenateRequest): AppenateDirectory {
	const byId = async (id: string): Promise<AppenateProfile> => {
		const { User } = await request({ method: 'GET', path: '/user', query: [['Id', guid(id)]] });
		return expected(id, toProfile(User));
	};

	/** The details show groups and folders by ID only; the search shows them in every form. */
	const withPlacesAs = async (user: AppenateProfile, placesAs: PlacesAs): Promise<AppenateProfile> => {
		if (placesAs === 'ids') return user;
		const email = user.fields.get('Email');
		const found = typeof email === 'string' && email !== '' ? await searchUsers(request, { field: 'Email', value: email, placesAs }) : [];
		const twin = found.find(({ id }) => id === user.id);
		if (!twin) throw noPlaces(user);
		const { Folders = [], Groups = [] } = twin.record;
		return toProfile({ ...user.record, Folders, Groups });
	};

	const find = async ({ by, value }: MatchKey<AppenateKey>, { placesAs }: AppenateWith): Promise<readonly AppenateProfile[]> => {
		if (by === 'id') return [await withPlacesAs(await byId(value), placesAs)];
		const field = by === 'email' ? 'Email' : 'ExternalId';
		const found = await searchUsers(request, { field, value, placesAs });
		return found.filter(({ fields }) => matches(by, fields.get(field), value));
	};

	const update = async ({ id }: AppenateProfile, changes: readonly Change[], how: AppenateWith): Promise<Written<AppenateUser>> => {
		const user = await put(request, { id, changes, how });
		if (user) return { id, record: user.record, warnings: shortfalls(changes, user, how) };
		try {
			const read = await withPlacesAs(await byId(id), how.placesAs);
			return { id, record: read.record, warnings: shortfalls(changes, read, how) };
		} catch (error) {
			return { id, warnings: [`The user was written, but could not be read afterwards: ${failureOf(error).says}`] };
		}
	};

	return { kind: 'readable', find, asStored, same, unseen: UNSEEN, update };
}

type Put = Readonly<{ id: string; changes: readonly Change[]; how: AppenateWith }>;

/** @returns undefined when the answer holds less than the user: older versions give Id and Status only */
async function put(request: AppenateRequest, { id, changes, how: { doNotEmail, placesAs } }: Put): Promise<AppenateProfile | undefined> {
	const directive = DIRECTIVES[placesAs];
	const members: JsonObject = {
		...Object.fromEntries(changes.map(({ field, to }) => [field, toJson(to ?? emptyOf(field))])),
		Id: id,
		DoNotEmail: doNotEmail,
		...(directive ? { [directive]: true } : {}),
	};
	const { User } = await request({ method: 'PUT', path: '/user', members });
	const user = expected(id, toProfile(User));
	return user.fields.has('LastName') || user.fields.has('Email') ? user : undefined;
}

function expected(id: string, user: AppenateProfile): AppenateProfile {
	if (user.id !== guid(id)) throw unreadable(200, `it is about another user (${user.id})`);
	return user;
}

/** The search may fit parts of a value, so only whole, equal values count; in an e-mail address capitals don't. */
function matches(by: 'email' | 'externalId', stored: FieldValue | undefined, wanted: string): boolean {
	if (typeof stored !== 'string') return false;
	return by === 'email' ? stored.toLowerCase() === wanted.toLowerCase() : stored === wanted;
}

/** What Appenate keeps otherwise than it was sent would be written again on every run, so the user hears of it. */
function shortfalls(changes: readonly Change[], user: AppenateProfile, { placesAs }: AppenateWith): readonly string[] {
	return changes.flatMap(({ field, to }) => {
		// The form in which a PUT answers with groups and folders is not documented.
		if (UNSEEN.has(field) || (PLACES.has(field) && placesAs !== 'ids')) return [];
		const stored = user.fields.get(field) ?? null;
		if (same(field, stored, to)) return [];
		return [
			`${field} was sent as ${JSON.stringify(to)}, and Appenate shows ${JSON.stringify(stored)}: map it as it is shown, or every run writes it again`,
		];
	});
}

function emptyOf(field: string): FieldValue {
	return PLACES.has(field) || field === 'Metadata' ? [] : '';
}

function toJson(value: FieldValue): Json {
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return jsonNumber(String(value));
	if (isList(value)) return value.map(toJson);
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]));
}

function noPlaces({ id }: AppenateProfile): Error {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `The groups and folders of the user ${id} can only be read by ID: the user search does not show this user`,
		todo: 'Set the option "Groups and Folders Are Given As" to IDs. Nothing was written for this item.',
	});
}
