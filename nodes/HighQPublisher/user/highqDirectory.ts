import { failed, type ListEnd } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { plainObject, type JsonObject } from '../../shared/json/json';
import type { ArchivesUsers, CreatesUsers, ListsUsers, SwitchesUsers, UserDirectory } from '../../shared/provisioning/directory';
import { composed, folded, inAnyForm } from '../../shared/provisioning/keys';
import { readBack } from '../../shared/provisioning/readBack';
import type { Change, FieldEdits, FieldName, FieldValue, MatchKey, Profile, Written } from '../../shared/provisioning/types';
import { assertAnswered, assertMade, assertMeant } from '../wire/answered';
import { assertSameWrite, assertUntouched, gone, type Ignored } from '../wire/conflict';
import { recordIn, textAt, USER, withMember } from '../wire/documents';
import { storedEdits, valuesSet } from './edits';
import { highqRows, listOf } from '../wire/lists';
import { hasStatus, sameField, toProfile, unknownMembers, withFields, type HighQKey } from './profile';
import { noApi, type Said } from '../wire/failure';
import type { HighQRequest } from '../wire/request';

/** How one user is written: merged into what HighQ has, or replaced by these fields alone. */
export type HighQWrite = Readonly<{
	whole?: FieldEdits;
	/** Members that others may change between the look-up and the write. */
	ignored?: Ignored;
}>;

/** No page shows a delete of a user: archived is the end. */
export type HighQDirectory = UserDirectory<HighQKey, HighQWrite, JsonObject> &
	CreatesUsers<HighQWrite, JsonObject> &
	SwitchesUsers<HighQWrite, JsonObject> &
	ArchivesUsers<HighQWrite, JsonObject> &
	ListsUsers<HighQKey, HighQWrite, JsonObject>;

/** A status as HighQ's users have it, and the last part of the call that leaves it. */
const ACTIVATE = { call: 'activate', status: 'active' };
const DISABLE = { call: 'disable', status: 'disable' };
const ARCHIVE = { call: 'archive', status: 'archive' };

/**
 * Publisher's users. There is no call that changes single fields: a PUT replaces the user.
 * Source: "Get User", "Add User", "Update User" and the pages of the status calls, /api/2/users/<ID> or <EMAIL>.
 */
export function highqDirectory(request: HighQRequest): HighQDirectory {
	const read = async (key: MatchKey<HighQKey>): Promise<Profile<JsonObject> | undefined> => {
		const answer = await request({ method: 'GET', path: userPath(key.value) });
		if (answer.kind === 'nobody') return undefined;
		const profile = toProfile(recordIn(answer, USER));
		if (!profile) throw noApi(answer.answer);
		assertMeant(key, profile);
		return profile;
	};

	/** The summary that a write is answered with is about the one that was meant. */
	const assertChanged = (id: string, answer: Said): void => {
		assertAnswered({ what: 'user', asked: id, shown: textAt(recordIn(answer, USER), ['id']), isRead: false });
	};

	/** Writes are answered with a summary; what HighQ made of the values is only seen by reading. */
	const asRead = async (id: string, changes: readonly Change[]): Promise<Written<JsonObject>> =>
		await readBack(id, { vendor: 'HighQ', read: async () => await read({ by: 'id', value: id }), changes, same: sameField });

	const setStatus = async ({ id, fields }: Profile<JsonObject>, { call, status }: typeof ACTIVATE): Promise<Written<JsonObject>> => {
		const answer = await request({ method: 'POST', path: `${userPath(id)}/${call}`, repeats: true });
		if (answer.kind === 'nobody') throw gone(answer.says);
		if (answer.document) assertChanged(id, answer);
		return await asRead(id, [{ field: 'status', from: fields.get('status') ?? null, to: status }]);
	};

	return {
		kind: 'readable',
		unseen: new Set(),
		same: sameField,
		asStored: storedEdits,

		find: async (key) => {
			return await inAnyForm(key, async (form) => {
				const profile = await read(form);
				return profile ? [profile] : [];
			});
		},

		update: async ({ id, record }, changes, { whole, ignored = [] }) => {
			// PUT replaces the user: what was read and is not sent back is lost, and so is what others wrote since.
			const now = async (): Promise<JsonObject> => {
				const profile = await read({ by: 'id', value: id });
				if (!profile) throw gone('Nobody has this ID any more');
				return merged(profile.record, changes);
			};
			const shown = (before: JsonObject, after: JsonObject) => ({ before: plainObject(before), now: plainObject(after) });
			const next = whole ? withFields({}, valuesSet(whole)) : await now();
			if (!whole) assertUntouched(`The user ${id}`, shown(merged(record, changes), next), ignored);
			const careful = whole ? {} : { beforeRepeat: async () => assertSameWrite(`The user ${id}`, shown(next, await now()), ignored) };
			const answer = await request({ method: 'PUT', path: userPath(id), body: { user: next }, ...careful });
			if (answer.kind === 'nobody') throw gone(answer.says);
			assertChanged(id, answer);

			const written = await asRead(id, changes);
			return { ...written, warnings: [...(whole ? leftOut(unknownMembers(record)) : []), ...written.warnings] };
		},

		create: async (changes) => {
			const user = withFields({}, valuesOf(changes));
			const answer = await request({ method: 'POST', path: '/users', body: { user } });
			if (answer.kind === 'nobody')
				throw failed({ kind: 'refused', status: 404, says: answer.says, todo: 'Check what the fields refer to.' });
			const summary = recordIn(answer, USER);
			const id = textAt(summary, ['id']);
			if (!id) throw noId();
			assertMade(changes, { id, email: textAt(summary, ['email']) });
			return await asRead(id, changes);
		},

		setActive: async (current, active) => await setStatus(current, active ? ACTIVATE : DISABLE),
		isArchived: (profile) => hasStatus(profile, ARCHIVE.status),
		archive: async (current) => await setStatus(current, ARCHIVE),

		everybody: () => everybody(request),
		keyOf: ({ id, fields }, by) => (by === 'id' ? id : textOf(fields.get('email'))),
		normalKey: ({ by, value }) => (by === 'email' ? folded(value) : composed(value)),
		// A user object does not show who administers the instance.
		whyProtected: () => undefined,
	};
}

/** Whole users, as a comparison needs them. Source: "Get User List", `fields=all`. */
async function* everybody(request: HighQRequest): AsyncGenerator<Profile<JsonObject>, ListEnd> {
	const rows = highqRows(request, listOf(USER), { query: [['fields', 'all']] });
	for (let next = await rows.next(); ; next = await rows.next()) {
		if (next.done) return next.value;
		const profile = toProfile(next.value);
		if (profile) yield profile;
	}
}

function textOf(value: FieldValue | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** `link` is HighQ's own and says nothing about the user. */
function merged(record: JsonObject, changes: readonly Change[]): JsonObject {
	return withMember(withFields(record, valuesOf(changes)), ['link'], undefined);
}

function valuesOf(changes: readonly Change[]): ReadonlyArray<readonly [FieldName, FieldValue | null]> {
	return changes.map(({ field, to }) => [field, to]);
}

function userPath(key: string): string {
	return `/users/${pathSegment('User', key)}`;
}

function leftOut(members: readonly string[]): readonly string[] {
	return members.length === 0 ? [] : [`The user was replaced without these members, which no field stands for: ${members.join(', ')}`];
}

function noId() {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: 'HighQ accepted the new user and did not tell its ID',
		todo: 'Look the user up by the e-mail address before you run this item again: it may be there.',
	});
}
