import type { IDataObject } from 'n8n-workflow';

import { theOne } from '../../shared/n8n/run/outcomes';
import { operationParameter, type Operation, type Operations } from '../../shared/n8n/run/operations';
import { recordOptions } from '../../shared/n8n/run/recordGuard';
import { getRecords } from '../../shared/n8n/run/recordOperations';
import { writeSeenRecords } from '../../shared/n8n/run/recordWrites';
import { userKey, userParameter } from '../../shared/n8n/parameters/user';
import type { MatchKey } from '../../shared/provisioning/types';
import type { AxeroDirectory } from '../user/axeroDirectory';
import { joinRequestsList, listed, membersList } from '../wire/lists';
import { addMember, settleRequest, type Membership } from '../wire/members';
import { simplifiedRow, type AxeroKey } from '../user/profile';
import type { AxeroRequest } from '../wire/request';
import { USER_MODES } from '../userParameters';
import { nameFilter, nameFilterOf } from './filters';
import { axeroOptions, openAxero } from './open';
import { notDocumented, spaceId, spaceParameter } from './space';

type Membering = Readonly<{
	/** What a preview calls it, and what comes out of the item. */
	action: 'add' | 'approve' | 'decline';
	done: string;
	space: string;
	user: string;
	change: (request: AxeroRequest, membership: Membership) => Promise<void>;
}>;

/** Does something to each item's user in its space, and says what was done. */
function memberOperation({ action, done, space: spaceWords, user: userWords, change }: Membering): Operation {
	const show = { resource: ['spaceMember'], operation: [action] };
	return {
		description: [
			spaceParameter(show, spaceWords),
			userParameter(USER_MODES, show, `${userWords}. By ID is the quickest; e-mail address and username are searched for first.`),
			notDocumented(show),
			axeroOptions(show, recordOptions()),
		],
		execute: async (context) => {
			const { session, request, directory } = await openAxero(context);
			return await writeSeenRecords(context, {
				session,
				read: (i) => ({ space: spaceId(context, i), key: userKey(context, i, USER_MODES) }),
				look: async ({ space, key }): Promise<Membership> => ({ space, user: await idOf(directory, key) }),
				planned: ({ space, user }) => ({ action, spaceId: space, userId: user }),
				work: async ({ space, user }): Promise<IDataObject> => {
					await change(request, { space, user });
					return { action: done, spaceId: space, userId: user };
				},
			});
		},
	};
}

/** Spaces know users by ID only. */
async function idOf({ find }: AxeroDirectory, key: MatchKey<AxeroKey>): Promise<string> {
	return key.by === 'id' ? key.value : theOne(key, await find(key)).id;
}

const LISTED = {
	resource: 'spaceMember',
	open: openAxero,
	simplified: simplifiedRow,
	notices: (show: Parameters<typeof notDocumented>[0]) => [notDocumented(show)],
	options: axeroOptions,
} as const;

export const spaceMember = {
	add: memberOperation({
		action: 'add',
		done: 'added',
		space: 'The space that gets a new member',
		user: 'The user to add',
		change: addMember,
	}),
	approve: memberOperation({
		action: 'approve',
		done: 'approved',
		space: 'The space that somebody asks to join',
		user: 'The user to let in',
		change: async (request, membership) => await settleRequest(request, membership, true),
	}),
	decline: memberOperation({
		action: 'decline',
		done: 'declined',
		space: 'The space that somebody asks to join',
		user: 'The user not to let in',
		change: async (request, membership) => await settleRequest(request, membership, false),
	}),
	getAll: getRecords({
		...LISTED,
		above: (show) => [spaceParameter(show, 'The space whose members are listed')],
		filters: (show) => [nameFilter(show)],
		read: (context, i) => ({ space: spaceId(context, i), text: nameFilterOf(context, i) }),
		rows: ({ request }, { space, text }) => listed(request, membersList(space, text)),
	}),
	getRequests: getRecords({
		...LISTED,
		operation: 'getRequests',
		above: (show) => [spaceParameter(show, 'The space that people ask to join')],
		read: spaceId,
		rows: ({ request }, space) => listed(request, joinRequestsList(space)),
	}),
} satisfies Operations[string];

export const spaceMemberOperation = operationParameter(
	'spaceMember',
	[
		{
			name: 'Add',
			value: 'add',
			action: 'Add a member to a space',
			description: 'Make a user a member of a space. Axero does not document this call.',
		},
		{
			name: 'Approve Join Request',
			value: 'approve',
			action: 'Approve a request to join a space',
			description: 'Let a user in who asked to join a space. Axero does not document this call.',
		},
		{
			name: 'Decline Join Request',
			value: 'decline',
			action: 'Decline a request to join a space',
			description: 'Turn down a user who asked to join a space. Axero does not document this call.',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many members of a space',
			description: 'List the members of a space. Axero does not document this call.',
		},
		{
			name: 'Get Many Join Requests',
			value: 'getRequests',
			action: 'Get many requests to join a space',
			description: 'List the users who ask to join a space. Axero does not document this call.',
		},
	],
	'getAll',
);
