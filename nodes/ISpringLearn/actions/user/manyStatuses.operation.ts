import type { IExecuteFunctions } from 'n8n-workflow';

import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { usersLimit } from '../../../shared/n8n/parameters/writeOptions';
import { listGuard } from '../../../shared/n8n/run/recordGuard';
import { recordOperation } from '../../../shared/n8n/run/recordOperations';
import { openISpring, REST } from '../apis';
import { idsParameter } from '../departmentsAndGroups';
import { someOf } from '../parameters';
import type { OfferedOperation } from './userCall';

type Call = 'activate' | 'deactivate' | 'terminate';

const IDS = { displayName: 'User IDs', name: 'userIds' };

const USERS = {
	resource: 'user',
	open: async (context: IExecuteFunctions) => await openISpring(context, REST),
	options: optionsParameter,
};

/**
 * One request for many users. How many it takes, and what becomes of the others when one of them is unknown, is documented nowhere.
 * Source: OpenAPI, `POST /users/activate`, `/users/deactivate`, `/users/terminate`.
 */
function setStatusOfMany(call: Call, verb: string, description: string): OfferedOperation {
	const offered = { name: `${verb} Many`, value: `${call}Many`, action: `${verb} many users`, description };
	const operation = recordOperation(USERS, {
		operation: offered.value,
		parameters: (show) => {
			const ids = idsParameter(IDS, show, 'IDs of users');
			return [{ ...ids, description: `${ids.description}. They are sent in one request, without looking up the users first.` }];
		},
		guard: listGuard(usersLimit(call === 'activate' ? 'changes' : 'deactivations')),
		read: (context, i) => ({ keys: someOf(context, i, IDS) }),
		planned: ({ keys }) => ({ action: call, userIds: [...keys] }),
		work: async ({ keys }, { channel }) => {
			await channel.client.post(`/users/${call}`, { userIds: [...keys] });
			return { action: `${call}d`, userIds: [...keys] };
		},
	});
	return { offered, ...operation };
}

export const MANY_STATUSES: readonly OfferedOperation[] = [
	setStatusOfMany('activate', 'Activate', 'Activate several users in one request. iSpring may send them an email with their sign-in.'),
	setStatusOfMany('deactivate', 'Deactivate', 'Deactivate several users in one request'),
	setStatusOfMany('terminate', 'Terminate', 'Mark the employment of several users as ended, in one request'),
];
