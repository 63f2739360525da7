import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { usersLimit } from '../../../shared/n8n/parameters/writeOptions';
import { listGuard, recordOptions } from '../../../shared/n8n/run/recordGuard';
import { writeRecords } from '../../../shared/n8n/run/recordWrites';
import type { NonEmpty } from '../../../shared/provisioning/types';
import { openISpring, REST } from '../apis';
import { idsParameter } from '../organisation';
import { someOf } from '../parameters';
import type { OfferedOperation } from './userCall';

type Call = 'activate' | 'deactivate' | 'terminate';

const USERS = { displayName: 'User IDs', name: 'userIds' };

/**
 * One request for many users. How many it takes, and what becomes of the others when one of them is unknown, is documented nowhere.
 * Source: OpenAPI, `POST /users/activate`, `/users/deactivate`, `/users/terminate`.
 */
function setStatusOfMany(call: Call, verb: string, description: string): OfferedOperation {
	const offered = { name: `${verb} Many`, value: `${call}Many`, action: `${verb} many users`, description };
	const shown = { resource: ['user'], operation: [offered.value] };
	const guard = listGuard(usersLimit(call === 'activate' ? 'changes' : 'deactivations'), (userIds: NonEmpty<string>) => userIds);
	const ids = idsParameter(USERS, shown, 'IDs of users');
	return {
		offered,
		description: [
			{ ...ids, description: `${ids.description}. They are sent in one request, without looking the users up first.` },
			optionsParameter(shown, recordOptions(guard)),
		],
		execute: async (context) => {
			const { session, channel } = await openISpring(context, REST);
			return await writeRecords(context, {
				session,
				guard,
				read: (i) => someOf(context, i, USERS),
				planned: (userIds) => ({ action: call, userIds: [...userIds] }),
				work: async (userIds) => {
					await channel.client.post(`/users/${call}`, { userIds: [...userIds] });
					return { action: `${call}d`, userIds: [...userIds] };
				},
			});
		},
	};
}

export const MANY_STATUSES: readonly OfferedOperation[] = [
	setStatusOfMany(
		'activate',
		'Activate',
		'Let several users sign in again, in one request; iSpring may send them an email with the sign-in',
	),
	setStatusOfMany('deactivate', 'Deactivate', 'Keep several users from signing in, in one request'),
	setStatusOfMany('terminate', 'Terminate', 'Mark that the employment of several users has ended, in one request'),
];
