import { failed, type ListEnd } from '../../shared/failure';
import { outlining } from '../../shared/fields/wording';
import { pathSegment } from '../../shared/http/address';
import type { JsonObject } from '../../shared/json/json';
import type { ArchivesUsers, CreatesUsers, ListsUsers, SwitchesUsers, UserDirectory } from '../../shared/provisioning/directory';
import { composed, folded, inAnyForm } from '../../shared/provisioning/keys';
import { readBack, type ReadBack } from '../../shared/provisioning/readBack';
import type { Change, FieldEdits, MatchKey, Profile, Written } from '../../shared/provisioning/types';
import { assertAbout, recordIn, USER } from '../wire/answers';
import { notTheApi, type Reply } from '../wire/failure';
import { highqRows, listOf } from '../wire/lists';
import { textAt, type Ignored } from '../wire/paths';
import type { HighQRequest } from '../wire/request';
import { assertUntouched, merged, unknownProperties, wholeUser } from './merge';
import { HIGHQ_FIELDS, profileOf, sameField, storedEdits, toProfile, type HighQKey } from './profile';
import { isProven } from './proof';

/** How one user is written: merged into what HighQ has, or replaced by these fields alone. */
export type HighQWrite = Readonly<{
	whole?: FieldEdits;
	/** Properties that others may change between the look-up and the write. */
	ignored?: Ignored;
}>;

/** A user as an answer shows it, and the answer where that is JSON. */
type Shown = Readonly<{ record: JsonObject; text: string | undefined }>;

/** No page shows a delete of a user: archived is the end. */
export type HighQDirectory = UserDirectory<HighQKey, HighQWrite, JsonObject> &
	CreatesUsers<HighQWrite, JsonObject> &
	SwitchesUsers<HighQWrite, JsonObject> &
	ArchivesUsers<HighQWrite, JsonObject> &
	ListsUsers<HighQKey, HighQWrite, JsonObject>;

const WRITTEN_ONCE = 'It may have been written once; it was not sent again';

/** A status as HighQ's users have it, and the last part of the call that leaves it. */
const ACTIVATE = { call: 'activate', status: 'active' };
const DISABLE = { call: 'disable', status: 'disable' };
const ARCHIVE = { call: 'archive', status: 'archive' };

/**
 * Publisher's users. There is no call that changes single fields: a PUT replaces the user.
 * Source: "Get User", "Add User", "Update User" and the pages of the status calls, /api/2/users/<ID> or <EMAIL>.
 */
export function highqDirectory(request: HighQRequest, chosen: ReadBack = 'always'): HighQDirectory {
	const readUser = async (key: MatchKey<HighQKey>): Promise<Shown | undefined> => {
		const answer = await request({ method: 'GET', path: userPath(key.value), one: true });
		if (answer.kind === 'nobody') return undefined;
		const record = recordIn(answer, USER);
		assertMeant(key, record, answer);
		return { record, text: answer.text };
	};
	const read = async (key: MatchKey<HighQKey>): Promise<Profile<JsonObject> | undefined> => {
		const shown = await readUser(key);
		if (!shown) return undefined;
		const { record, text } = shown;
		return { ...profileOf(record), ...(text === undefined ? {} : { text }) };
	};

	/** The summary that a write is answered with is about the one that was meant. */
	const assertChanged = (id: string, answer: Reply): void => {
		assertAbout({ names: USER, id, record: recordIn(answer, USER), isRead: false });
	};

	/** Writes are answered with a summary; what HighQ made of the values is only seen by reading. */
	const asRead = async (id: string, changes: readonly Change[]): Promise<Written<JsonObject>> =>
		await readBack(id, { vendor: 'HighQ', read: async () => await read({ by: 'id', value: id }), changes, same: sameField });

	/** @param changes those that the write carried as fields */
	const isEnough = (id: string, changes: readonly Change[], answer: Reply): boolean =>
		chosen === 'whenUnproven' && isProven(id, changes, answer);

	const setStatus = async ({ id, fields }: Profile<JsonObject>, { call, status }: typeof ACTIVATE): Promise<Written<JsonObject>> => {
		const answer = await request({ method: 'POST', path: `${userPath(id)}/${call}`, repeats: true });
		if (answer.kind === 'nobody') throw gone(answer.says);
		if (answer.document) assertChanged(id, answer);
		if (isEnough(id, [], answer)) return { id, warnings: [] };
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

		update: async (current, changes, { whole, ignored = [] }) => {
			const { id } = current;
			const readNow = async (): Promise<Shown> => {
				const shown = await readUser({ by: 'id', value: id });
				if (!shown) throw gone('No user has this ID anymore');
				return shown;
			};
			// PUT replaces the user: what was read and is not sent back is lost, and so is what others wrote since.
			const mergedNow = async (): Promise<JsonObject> => {
				const { record, text } = await readNow();
				const now = merged(record, changes);
				// Most come back as the same text, and are not taken apart again.
				if (text === undefined || text !== current.text)
					assertUntouched(id, { before: merged(current.record, changes), now, ignored }, 'It was not written');
				return now;
			};
			const user = whole ? wholeUser(whole) : await mergedNow();
			const beforeRepeat = async (): Promise<void> => {
				const { record } = await readNow();
				assertUntouched(id, { before: user, now: merged(record, changes), ignored }, WRITTEN_ONCE);
			};
			const answer = await request({ method: 'PUT', path: userPath(id), body: { user }, ...(whole ? {} : { beforeRepeat }) });
			if (answer.kind === 'nobody') throw gone(answer.says);
			assertChanged(id, answer);

			const written = isEnough(id, changes, answer) ? { id, warnings: [] } : await asRead(id, changes);
			const lost = whole ? unknownProperties(current.record) : [];
			return { ...written, warnings: [...(lost.length === 0 ? [] : [withoutThese(lost)]), ...written.warnings] };
		},

		create: async (changes) => {
			const answer = await request({ method: 'POST', path: '/users', body: { user: merged({}, changes) } });
			if (answer.kind === 'nobody')
				throw failed({ kind: 'refused', status: 404, says: answer.says, todo: 'Check the values that refer to other records.' });
			const summary = recordIn(answer, USER);
			const id = textAt(summary, ['id']);
			if (!id) throw unsure('HighQ accepted the new user but did not return its ID');
			assertMade(changes, id, textAt(summary, ['email']));
			return isEnough(id, changes, answer) ? { id, warnings: [] } : await asRead(id, changes);
		},

		setActive: async (current, active) => await setStatus(current, active ? ACTIVATE : DISABLE),
		isArchived: ({ fields }) => sameField('status', fields.get('status') ?? null, ARCHIVE.status),
		archive: async (current) => await setStatus(current, ARCHIVE),

		everybody: () => everybody(request),
		keyOf: (profile, by) => (by === 'id' ? profile.id : emailOf(profile)),
		normalKey: ({ by, value }) => (by === 'email' ? folded(value) : composed(value)),
		inOutline: outlining(HIGHQ_FIELDS, () => ({})),
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

function emailOf({ fields }: Profile): string | undefined {
	const email = fields.get('email');
	return typeof email === 'string' ? email : undefined;
}

function userPath(key: string): string {
	return `/users/${pathSegment('User', key)}`;
}

function withoutThese(properties: readonly string[]): string {
	return `The user was replaced without these values, which have no field here: ${properties.join(', ')}`;
}

function gone(says: string) {
	return failed({ kind: 'notFound', says, todo: 'The user existed a moment ago and may just have been deleted.' });
}

/** A user that was not asked for must never be written: an id like "31a" could be read as 31. */
function assertMeant({ value }: MatchKey<HighQKey>, record: JsonObject, { answer }: Reply): void {
	const id = textAt(record, ['id']);
	if (!id) throw notTheApi(answer);
	if (value === id) return;
	const email = textAt(record, ['email']);
	if (email !== undefined && folded(value) === folded(email)) return;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `HighQ was asked for the user "${value}" and answered with the user ${id} (${email ?? 'without an email address'})`,
		todo: `If this is the right user, choose the user by ID ${id}.`,
		unwritten: true,
	});
}

/** The summary of a new user shows its address: with another one it is somebody else, who must not pass for the new user. */
function assertMade(changes: readonly Change[], id: string, email: string | undefined): void {
	const wanted = changes.find(({ field }) => field === 'email')?.to;
	if (typeof wanted !== 'string' || email === undefined || sameField('email', wanted, email)) return;
	throw unsure(`HighQ was asked to create the user "${wanted}" and answered with the user ${id} (${email})`);
}

function unsure(says: string) {
	const todo = 'Look for the user by email address before you run this item again: it may already exist.';
	return failed({ kind: 'unreadable', status: 200, says, todo });
}
