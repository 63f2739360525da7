import { failed, invalid } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { jsonNumber } from '../../shared/json/json';
import type { ShownFor } from '../../shared/n8n/parameters/options';
import { userKey, userParameter } from '../../shared/n8n/parameters/user';
import { type Operation, operationParameter, type Operations } from '../../shared/n8n/run/operations';
import { theOne } from '../../shared/n8n/run/outcomes';
import { getRecords, seenRecordOperation } from '../../shared/n8n/run/recordOperations';
import type { MatchKey } from '../../shared/provisioning/types';
import type { AxeroDirectory } from '../user/axeroDirectory';
import { type AxeroKey, simplifiedRow } from '../user/profile';
import { USER_MODES, nameFilter, nameFilterOf } from '../userParameters';
import { joinRequestsList, listed, membersList } from '../wire/lists';
import type { AxeroRequest } from '../wire/request';
import { axeroOptions } from './open';
import { notDocumented, openSpaces, spaceId, spaceKey, spaceParameter, undocumented } from './space';

/** A user in a space, both by ID. */
type Membership = Readonly<{ space: string; user: string }>;

type Membering = Readonly<{
	/** What a preview calls it, and what comes out of the item. */
	action: 'add' | 'approve' | 'decline';
	done: string;
	/** What the editor says of the two parameters. */
	space: string;
	user: string;
	/** @throws FailureError `refused` when Axero says no, or does not say that it was done */
	change: (request: AxeroRequest, membership: Membership) => Promise<void>;
}>;

/** Does something to each item's user in its space, and says what was done. */
function memberOperation({ action, done, space: spaceWords, user: userWords, change }: Membering): Operation {
	return seenRecordOperation(MEMBERS, {
		operation: action,
		parameters: (show) => [
			spaceParameter(show, spaceWords),
			userParameter(USER_MODES, show, `${userWords}. By ID is fastest; the other ways search for the user first.`),
		],
		read: (context, i) => ({ space: spaceKey(context, i), key: userKey({ context, i }, USER_MODES) }),
		look: async ({ space, key }, opened): Promise<Membership> => ({
			space: await spaceId(opened, space),
			user: await idOf(opened.directory, key),
		}),
		planned: ({ space, user }) => ({ action, spaceId: space, userId: user }),
		work: async ({ space, user }, { request }) => {
			await change(request, { space, user });
			return { action: done, spaceId: space, userId: user };
		},
	});
}

/** Spaces know users by ID only. */
async function idOf({ find }: AxeroDirectory, key: MatchKey<AxeroKey>): Promise<string> {
	return key.by === 'id' ? key.value : theOne(key, await find(key)).id;
}

/** The body is the bare ID, a number. Source: the vendor's mobile app of 2018 (POST /api/spaces/{id}/users). */
async function add(request: AxeroRequest, { space, user }: Membership): Promise<void> {
	if (!/^\d+$/.test(user)) throw invalid('User', `"${user}" is not a user ID: Axero's IDs are whole numbers`);
	const path = `/spaces/${pathSegment('Space', space)}/users`;
	const { data } = await request({ method: 'POST', path, body: jsonNumber(user), about: `user ${user} in space ${space}` });
	if (data === false) throw refused(`did not add user ${user} to space ${space}`);
}

/**
 * Lets in somebody who asked to join, or not. The body is a bare true or false; true comes back when it was done.
 * Source: the vendor's mobile app of 2018 (PUT /api/spaces/{id}/users/{userId}/membership/status).
 */
function settling(letsIn: boolean): Membering['change'] {
	return async (request, { space, user }) => {
		const path = `/spaces/${pathSegment('Space', space)}/users/${pathSegment('User', user)}/membership/status`;
		const { data } = await request({ method: 'PUT', path, body: letsIn, about: `user ${user} in space ${space}` });
		if (data !== true) throw refused(`did not answer a request of user ${user} to join space ${space}`);
	};
}

function refused(what: string) {
	return failed({
		kind: 'refused',
		status: 200,
		says: `Axero ${what} and does not say why`,
		todo: 'Check whether the user is already a member or never asked to join, and whether the credential may manage this space.',
	});
}

const MEMBERS = {
	resource: 'spaceMember',
	open: openSpaces,
	simplified: simplifiedRow,
	notices: (show: ShownFor) => [notDocumented(show)],
	options: axeroOptions,
} as const;

const ASKED_SPACE = 'The space that the user asked to join';

export const spaceMember = {
	add: memberOperation({
		action: 'add',
		done: 'added',
		space: 'The space to add the user to',
		user: 'The user to add',
		change: add,
	}),
	approve: memberOperation({
		action: 'approve',
		done: 'approved',
		space: ASKED_SPACE,
		user: 'The user to approve',
		change: settling(true),
	}),
	decline: memberOperation({
		action: 'decline',
		done: 'declined',
		space: ASKED_SPACE,
		user: 'The user to decline',
		change: settling(false),
	}),
	getAll: getRecords({
		...MEMBERS,
		above: (show) => [spaceParameter(show, 'The space to get the members of')],
		filters: (show) => [nameFilter(show)],
		read: (context, i) => ({ space: spaceKey(context, i), text: nameFilterOf(context, i) }),
		rows: async function* (opened, { space, text }) {
			return yield* listed(opened.request, membersList(await spaceId(opened, space), text));
		},
	}),
	getRequests: getRecords({
		...MEMBERS,
		operation: 'getRequests',
		above: (show) => [spaceParameter(show, 'The space to get the requests for')],
		read: spaceKey,
		rows: async function* (opened, space) {
			return yield* listed(opened.request, joinRequestsList(await spaceId(opened, space)));
		},
	}),
} satisfies Operations[string];

export const spaceMemberOperation = operationParameter(
	'spaceMember',
	[
		undocumented('add', 'Add', ['Add member to space', 'Add a user to a space as a member']),
		undocumented('approve', 'Approve Join Request', ['Approve request to join space', "Approve a user's request to join a space"]),
		undocumented('decline', 'Decline Join Request', ['Decline request to join space', "Decline a user's request to join a space"]),
		undocumented('getAll', 'Get Many', ['Get many members of space', 'Get the members of a space']),
		undocumented('getRequests', 'Get Many Join Requests', ['Get many requests to join space', 'Get the users who asked to join a space']),
	],
	'getAll',
);
