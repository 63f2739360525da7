import { failed } from '../../shared/failure';
import { unsentOf } from '../../shared/http/readOnly';
import { writesInTurn } from '../../shared/http/writesInTurn';
import type { Json, JsonObject } from '../../shared/json/json';
import { listOf, notIn } from '../../shared/provisioning/diff';
import type { CreatesUsers, DeletesUsers, SwitchesUsers, UserDirectory } from '../../shared/provisioning/directory';
import { readBack, shortfalls, type Comparing } from '../../shared/provisioning/readBack';
import type { Change, FieldValue, Written } from '../../shared/provisioning/types';
import { toJson } from '../wire/formats';
import type { AppenateRequest } from '../wire/request';
import { entriesIn, entriesToWrite } from './metadata';
import {
	PLACES,
	same,
	toProfile,
	UNSEEN,
	type AppenateKey,
	type AppenateProfile,
	type AppenateUser,
	type AppenateWriteOptions,
} from './profile';
import { assertSameUser, type UserReads } from './reads';
import { DIRECTIVES } from './search';
import { ACTIVE, invitedRefusal } from './status';

export type UserWrites = Pick<UserDirectory<AppenateKey, AppenateWriteOptions, AppenateUser>, 'update'> &
	CreatesUsers<AppenateWriteOptions, AppenateUser> &
	SwitchesUsers<AppenateWriteOptions, AppenateUser> &
	DeletesUsers<AppenateWriteOptions, AppenateUser>;

/** What was asked for, and the address that found the user before. */
type Asked = Readonly<{ changes: readonly Change[]; options: AppenateWriteOptions; email?: FieldValue | undefined }>;

const OTHER_WORD = 'Appenate may use another word for this status, see Status Word under Options, Requests';

/** What stands for an ID that only the answer to an earlier request will tell. */
const ID_OF_NEW_USER = '(ID of the new user)';

/**
 * How users are written. A PUT changes only the properties that it holds, so only changes are sent. Sources:
 * "POST User", "PUT User", "DELETE User" of eForms Mobile.
 */
export function userWrites(request: AppenateRequest, { byId }: Pick<UserReads, 'byId'>): UserWrites {
	const send = async (
		method: 'POST' | 'PUT',
		body: JsonObject,
		careful: Readonly<{ beforeRepeat?: () => Promise<void> }> = {},
	): Promise<AppenateProfile> => {
		const { User } = await request({ method, path: '/user', body, ...careful });
		return toProfile(User);
	};

	const readAgain = async (
		id: string,
		{ changes, options: { placesAs }, email }: Asked,
		special: Partial<Pick<Parameters<typeof readBack>[1], 'asBefore' | 'advice'>> = {},
	): Promise<Written<AppenateUser>> => {
		const known = { id, email: changes.find(({ field }) => field === 'Email')?.to ?? email };
		return await readBack(id, { ...COMPARING, read: async () => await byId(known, placesAs), changes, asBefore: 'warns', ...special });
	};

	/** Older versions answer with Id and Status only. */
	const fromAnswer = async (user: AppenateProfile, asked: Asked): Promise<Written<AppenateUser>> => {
		const { id, record, fields } = user;
		const { changes, options } = asked;
		const isWhole = fields.has('LastName') || fields.has('Email');
		if (!isWhole || options.verify === true || changes.some(takesAway))
			return await readAgain(id, { ...asked, email: fields.get('Email') ?? asked.email });
		// The form in which a PUT answers with groups and folders is not documented.
		const comparable = changes.filter(({ field }) => options.placesAs === 'ids' || !PLACES.has(field));
		return { id, record, warnings: shortfalls(user, comparable, COMPARING) };
	};

	/** A POST takes no Status, so a PUT follows it. Whom Status does not let in gets no invitation. */
	const createWithStatus = async (status: Change, { changes, options: given }: Asked): Promise<Written<AppenateUser>> => {
		const options = { ...given, doNotEmail: given.doNotEmail || status.to !== ACTIVE };
		const others = changes.filter((change) => change !== status);
		let id = ID_OF_NEW_USER;
		const turn = writesInTurn(() => ({
			done: `The user was created with ID ${id}`,
			rest: 'its Status was',
			todo: 'Create or Update and Sync Users write it on the next run. Create would be refused, because the user exists.',
		}));
		id = (await turn.write('user', send('POST', bodyOf(others, options))))?.id ?? id;
		await turn.write('Status', send('PUT', { ...bodyOf([status], options), Id: id }));
		turn.end();
		return await readAgain(id, { changes, options });
	};

	return {
		create: async (changes, options) => {
			const status = changes.find(({ field }) => field === 'Status');
			if (status) return await createWithStatus(status, { changes, options });
			return await fromAnswer(await send('POST', bodyOf(changes, options)), { changes, options });
		},
		update: async (current, changes, options) => {
			const { id, fields } = current;
			const email = fields.get('Email');
			const look = { ...options, now: async () => await byId({ id, email }, options.placesAs) };
			const { record } = await assertUntouched(current, changes, look);
			const beforeRepeat = async (): Promise<void> => void (await assertUntouched(current, changes, { ...look, again: true }));
			const user = assertSameUser(id, await send('PUT', { ...bodyOf(changes, options, record), Id: id }, { beforeRepeat }));
			return await fromAnswer(user, { changes, options, email });
		},
		setActive: async ({ id, fields }, _active, options) => {
			const before = fields.get('Status');
			const changes = [{ field: 'Status', from: before ?? null, to: options.word }];
			const write = async (): Promise<Written<AppenateUser>> => {
				assertSameUser(id, await send('PUT', { ...bodyOf(changes, options), Id: id }));
				return await readAgain(
					id,
					{ changes, options, email: fields.get('Email') },
					{ asBefore: { todo: `Status was sent as requested: ${OTHER_WORD}.` }, advice: () => OTHER_WORD },
				);
			};
			return await write().catch((error: unknown) => {
				throw unsentOf(error) ? error : invitedRefusal(error, before, options.word);
			});
		},
		remove: async ({ id }) => {
			await request({ method: 'DELETE', path: '/user', query: [['Id', id]] });
		},
	};
}

/** @param stored the user as read last, whose metadata entries hold more than their values */
function bodyOf(changes: readonly Change[], { doNotEmail, placesAs }: AppenateWriteOptions, stored: AppenateUser = {}): JsonObject {
	const wire = ({ field, to }: Change): Json => {
		if (field === 'Metadata') return entriesToWrite(entriesIn(to), stored.Metadata);
		return to === null ? (PLACES.has(field) ? [] : '') : toJson(to);
	};
	return {
		...Object.fromEntries(changes.map((change) => [change.field, wire(change)])),
		DoNotEmail: doNotEmail,
		...DIRECTIVES[placesAs],
	};
}

/**
 * Refuses a write that would undo what somebody else changed since the user was read. A PUT changes named
 * fields only, so that can happen where a whole list goes back: metadata, and groups or folders that were
 * added to or removed from.
 * @param now reads the user; only called where it matters
 * @param again asked before the same write is sent again: what its first try left behind is no change of somebody else
 * @returns the user as read last
 * @throws FailureError `conflict`
 */
async function assertUntouched(
	current: AppenateProfile,
	changes: readonly Change[],
	{ joined, now, again = false }: Pick<AppenateWriteOptions, 'joined'> & Readonly<{ now: () => Promise<AppenateProfile>; again?: boolean }>,
): Promise<AppenateProfile> {
	const { id, fields } = current;
	const lists = changes.filter(({ field, to }) => to !== null && (field === 'Metadata' || joined?.has(field)));
	if (lists.length === 0) return current;
	const stored = await now();
	const touched = lists.filter(({ field, to }) => {
		const there = stored.fields.get(field) ?? null;
		return !same(field, fields.get(field) ?? null, there) && !(again && same(field, there, to));
	});
	if (touched.length === 0) return stored;
	throw failed({
		kind: 'conflict',
		says: `${touched.map(({ field }) => field).join(', ')} of the user ${id} was changed by someone else while this item ran`,
		todo: `Run this item again. ${again ? 'It may have been written once; it was not sent again' : 'Nothing was written for it'}, because Appenate replaces the whole list and the other change would be lost.`,
	});
}

/** Whether a change takes something away: no page says how, so whether it took has to be read. */
function takesAway({ field, from, to }: Change): boolean {
	if (to === null) return true;
	if (field === 'Metadata') return entriesIn(to).some(({ Val }) => Val === '');
	return PLACES.has(field) && notIn(listOf(from), listOf(to), (one, other) => same(field, [one], [other])).length > 0;
}

/** How Appenate's answers are held against what was sent. What it spells its own way would be written again on every run. */
const COMPARING: Comparing = {
	vendor: 'Appenate',
	same,
	unseen: UNSEEN,
	advice: (change) =>
		takesAway(change)
			? 'Appenate does not document how to clear a value, and this way did not work'
			: 'map it as shown, or every run writes it again',
};
