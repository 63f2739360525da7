import { failureOf } from '../shared/failure';
import { jsonNumber, type Json, type JsonObject } from '../shared/json/json';
import type { CreatesUsers, DeletesUsers, SwitchesUsers, UserDirectory } from '../shared/provisioning/directory';
import type { Change, FieldValue, Written } from '../shared/provisioning/types';
import type { AppenateKey, AppenateSwitch, AppenateWith } from './appenateDirectory';
import { isList } from './metadata';
import { PLACES, same, toProfile, UNSEEN, type AppenateProfile, type AppenateUser } from './profile';
import type { AppenateRequest } from './transport/request';
import { expected, type UserReads } from './userReads';
import { directiveFor } from './userSearch';

export type UserWrites = Pick<UserDirectory<AppenateKey, AppenateWith, AppenateUser>, 'update'> &
	CreatesUsers<AppenateWith, AppenateUser> &
	SwitchesUsers<AppenateSwitch, AppenateUser> &
	DeletesUsers<AppenateWith, AppenateUser>;

/**
 * How users are written. A PUT changes only the members that it holds, so only changes are sent. Sources:
 * "POST User", "PUT User", "DELETE User" of eForms Mobile.
 */
export function userWrites(request: AppenateRequest, { byId }: Pick<UserReads, 'byId'>): UserWrites {
	const sent = async (method: 'POST' | 'PUT', members: JsonObject): Promise<AppenateProfile> => {
		const { User } = await request({ method, path: '/user', members });
		return toProfile(User);
	};

	const asRead = async (id: string, changes: readonly Change[], how: AppenateWith, advice?: string): Promise<Written<AppenateUser>> => {
		try {
			const { record, fields } = await byId(id, how.placesAs);
			return { id, record, warnings: shortfalls(changes, fields, how, advice) };
		} catch (error) {
			return { id, warnings: [`The user was written, but could not be read afterwards: ${failureOf(error).says}`] };
		}
	};

	/** Older versions answer with Id and Status only. */
	const asAnswered = async (user: AppenateProfile, changes: readonly Change[], how: AppenateWith): Promise<Written<AppenateUser>> => {
		const { id, record, fields } = user;
		const isWhole = fields.has('LastName') || fields.has('Email');
		return isWhole ? { id, record, warnings: shortfalls(changes, fields, how) } : await asRead(id, changes, how);
	};

	return {
		create: async (changes, how) => await asAnswered(await sent('POST', membersOf(changes, how)), changes, how),
		update: async ({ id }, changes, how) => {
			const user = expected(id, await sent('PUT', { ...membersOf(changes, how), Id: id }));
			return await asAnswered(user, changes, how);
		},
		setActive: async ({ id }, _active, how) => {
			const status = [{ field: 'Status', to: how.word }];
			expected(id, await sent('PUT', { ...membersOf(status, how), Id: id }));
			return await asRead(id, status, how, 'that state may have another word, see the option Status Word');
		},
		remove: async ({ id }) => {
			await request({ method: 'DELETE', path: '/user', query: [['Id', id]] });
		},
	};
}

function membersOf(changes: readonly Change[], { doNotEmail, placesAs }: AppenateWith): JsonObject {
	const members = changes.map(({ field, to }): [string, Json] => [field, toJson(to ?? emptyOf(field))]);
	return { ...Object.fromEntries(members), DoNotEmail: doNotEmail, ...directiveFor(placesAs) };
}

const MAP_AS_SHOWN = 'map it as it is shown, or every run writes it again';

/** What Appenate keeps otherwise than it was sent would be written again on every run, so the user hears of it. */
function shortfalls(
	changes: readonly Change[],
	fields: AppenateProfile['fields'],
	{ placesAs }: AppenateWith,
	advice = MAP_AS_SHOWN,
): readonly string[] {
	return changes.flatMap(({ field, to }) => {
		// The form in which a PUT answers with groups and folders is not documented.
		if (UNSEEN.has(field) || (PLACES.has(field) && placesAs !== 'ids')) return [];
		const stored = fields.get(field) ?? null;
		if (same(field, stored, to)) return [];
		return [`${field} was sent as ${JSON.stringify(to)}, and Appenate shows ${JSON.stringify(stored)}: ${advice}`];
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
