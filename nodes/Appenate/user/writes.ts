import { failed, failureOf, halfway, type FailureError } from '../../shared/failure';
import { inSteps, unsentOf } from '../../shared/http/readOnly';
import type { Json, JsonObject } from '../../shared/json/json';
import type { CreatesUsers, DeletesUsers, SwitchesUsers, UserDirectory } from '../../shared/provisioning/directory';
import { readBack, shortfalls } from '../../shared/provisioning/readBack';
import type { Change, FieldValue, Written } from '../../shared/provisioning/types';
import {
	ACTIVE,
	INVITED,
	PLACES,
	toProfile,
	type AppenateKey,
	type AppenateWriteOptions,
	type AppenateProfile,
	type AppenateUser,
} from './profile';
import { assertUntouched, COMPARING, takesAway } from './changes';
import { entriesIn, entriesToWrite } from './metadata';
import { toJson } from '../wire/formats';
import type { AppenateRequest } from '../wire/request';
import { expected, type UserReads } from './reads';
import { directiveFor } from './search';

export type UserWrites = Pick<UserDirectory<AppenateKey, AppenateWriteOptions, AppenateUser>, 'update'> &
	CreatesUsers<AppenateWriteOptions, AppenateUser> &
	SwitchesUsers<AppenateWriteOptions, AppenateUser> &
	DeletesUsers<AppenateWriteOptions, AppenateUser>;

const OTHER_WORD = 'that state may have another word, see the option Status Word';

/** What stands for an ID that only the answer to an earlier request will tell. */
const ID_OF_NEW_USER = '(ID of the new user)';

/**
 * How users are written. A PUT changes only the members that it holds, so only changes are sent. Sources:
 * "POST User", "PUT User", "DELETE User" of eForms Mobile.
 */
export function userWrites(request: AppenateRequest, { byId }: Pick<UserReads, 'byId'>): UserWrites {
	const sent = async (
		method: 'POST' | 'PUT',
		body: JsonObject,
		careful: Readonly<{ beforeRepeat?: () => Promise<void> }> = {},
	): Promise<AppenateProfile> => {
		const { User } = await request({ method, path: '/user', body, ...careful });
		return toProfile(User);
	};

	const asRead = async (
		{ id, email }: Parameters<UserReads['byId']>[0],
		changes: readonly Change[],
		{ placesAs }: AppenateWriteOptions,
		special: Partial<Pick<Parameters<typeof readBack>[1], 'asBefore' | 'advice'>> = {},
	): Promise<Written<AppenateUser>> => {
		const known = { id, email: changes.find(({ field }) => field === 'Email')?.to ?? email };
		return await readBack(id, { ...COMPARING, read: async () => await byId(known, placesAs), changes, asBefore: 'warns', ...special });
	};

	/** Older versions answer with Id and Status only. */
	const asAnswered = async (
		user: AppenateProfile,
		changes: readonly Change[],
		{ email, ...options }: AppenateWriteOptions & Readonly<{ email?: FieldValue | undefined }>,
	): Promise<Written<AppenateUser>> => {
		const { id, record, fields } = user;
		const isWhole = fields.has('LastName') || fields.has('Email');
		if (!isWhole || options.verify === true || changes.some(takesAway))
			return await asRead({ id, email: fields.get('Email') ?? email }, changes, options);
		// The form in which a PUT answers with groups and folders is not documented.
		const comparable = changes.filter(({ field }) => options.placesAs === 'ids' || !PLACES.has(field));
		return { id, record, warnings: shortfalls(user, comparable, COMPARING) };
	};

	/** A POST takes no Status, so a PUT follows it. Whom Status does not let in gets no invitation. */
	const createWithStatus = async (
		changes: readonly Change[],
		status: Change,
		given: AppenateWriteOptions,
	): Promise<Written<AppenateUser>> => {
		const options = { ...given, doNotEmail: given.doNotEmail || status.to !== ACTIVE };
		const made: AppenateProfile[] = [];
		await inSteps([
			async () => {
				made.push(
					await sent(
						'POST',
						membersOf(
							changes.filter((change) => change !== status),
							options,
						),
					),
				);
			},
			async () => {
				await sent('PUT', { ...membersOf([status], options), Id: made[0]?.id ?? ID_OF_NEW_USER }).catch((error: unknown) => {
					if (unsentOf(error) || !made[0]) throw error;
					throw failed(
						halfway(failureOf(error), {
							done: `The user was created with ID ${made[0].id}`,
							rest: 'its Status was',
							todo: 'Create or Update and Sync Users write it on the next run; Create would be refused, because the user is there.',
						}),
					);
				});
			},
		]);
		return await asRead({ id: made[0]?.id ?? '', email: undefined }, changes, options);
	};

	return {
		create: async (changes, options) => {
			const status = changes.find(({ field }) => field === 'Status');
			if (status) return await createWithStatus(changes, status, options);
			return await asAnswered(await sent('POST', membersOf(changes, options)), changes, options);
		},
		update: async (current, changes, options) => {
			const known = { id: current.id, email: current.fields.get('Email') };
			const asked = { joined: options.joined, now: async () => await byId(known, options.placesAs) };
			const { record } = await assertUntouched(current, changes, asked);
			const beforeRepeat = async (): Promise<void> => void (await assertUntouched(current, changes, { ...asked, again: true }));
			const user = expected(current.id, await sent('PUT', { ...membersOf(changes, options, record), Id: current.id }, { beforeRepeat }));
			return await asAnswered(user, changes, { ...options, email: known.email });
		},
		setActive: async ({ id, fields }, _active, options) => {
			const status = [{ field: 'Status', from: fields.get('Status') ?? null, to: options.word }];
			const before = fields.get('Status');
			const write = async (): Promise<Written<AppenateUser>> => {
				expected(id, await sent('PUT', { ...membersOf(status, options), Id: id }));
				return await asRead({ id, email: fields.get('Email') }, status, options, {
					asBefore: { todo: `Status was sent as it should be: ${OTHER_WORD}.` },
					advice: () => OTHER_WORD,
				});
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
function membersOf(changes: readonly Change[], { doNotEmail, placesAs }: AppenateWriteOptions, stored: AppenateUser = {}): JsonObject {
	const wire = (field: string, value: FieldValue): Json =>
		field === 'Metadata' ? entriesToWrite(entriesIn(value), stored.Metadata) : toJson(value);
	const members = changes.map(({ field, to }): [string, Json] => [field, wire(field, to ?? emptyOf(field))]);
	return { ...Object.fromEntries(members), DoNotEmail: doNotEmail, ...directiveFor(placesAs) };
}

function emptyOf(field: string): FieldValue {
	return PLACES.has(field) || field === 'Metadata' ? [] : '';
}

/**
 * A refusal to keep somebody out who never signed in: the portal has no way for it either. It offers an invitation and Delete
 * for such people, and Deactivate for Active ones only. Sources: "How We Bill for Enterprise Users", "Managing Users".
 */
function invitedRefusal(error: unknown, status: FieldValue | undefined, word: string): FailureError {
	const failure = failureOf(error);
	if (failure.kind !== 'refused' || status !== INVITED || word === ACTIVE) return failed(failure);
	return failed({
		...failure,
		todo: 'The user is Invited: somebody who never signed in can be deleted, but not deactivated in the portal. Whether the API deactivates such people is not documented; where it does not, use Delete.',
	});
}
