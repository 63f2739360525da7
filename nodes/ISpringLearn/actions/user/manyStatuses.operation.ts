import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { usersLimit } from '../../../shared/n8n/parameters/writeOptions';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { listGuard, recordOptions } from '../../../shared/n8n/run/recordGuard';
import { writeRecords } from '../../../shared/n8n/run/recordWrites';
import type { NonEmpty } from '../../../shared/provisioning/types';
import { REST, openISpring } from '../apis';
import { someOf } from '../parameters';

type Call = 'activate' | 'deactivate' | 'terminate';

const USERS = { displayName: 'User IDs', name: 'userIds' };

/**
 * One request for many users. How many it takes, and what becomes of the others when one of them is unknown, is documented nowhere.
 * Source: OpenAPI, `POST /users/activate`, `/users/deactivate`, `/users/terminate`.
 */
function setStatusOfMany(operation: string, call: Call, done: string): Operation {
	const shown = { resource: ['user'], operation: [operation] };
	const guard = listGuard(usersLimit(call === 'activate' ? 'changes' : 'deactivations'), (userIds: NonEmpty<string>) => userIds);
	return {
		description: [
			{
				...USERS,
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692',
				description:
					'IDs of users, separated by commas, or a list from an expression. They are sent in one request, without looking the users up first.',
				displayOptions: { show: shown },
			},
			optionsParameter(shown, recordOptions(guard)),
		],

		execute: async (context: IExecuteFunctions): Promise<INodeExecutionData[]> => {
			const { session, channel } = await openISpring(context, REST);
			const { client } = channel;
			return await writeRecords(context, {
				session,
				guard,
				read: (i) => someOf(context, i, USERS),
				planned: (userIds) => ({ action: call, userIds: [...userIds] }),
				work: async (userIds) => {
					await client.post(`/users/${call}`, { userIds: [...userIds] });
					return { action: done, userIds: [...userIds] };
				},
			});
		},
	};
}

export const activateMany = setStatusOfMany('activateMany', 'activate', 'activated');
export const deactivateMany = setStatusOfMany('deactivateMany', 'deactivate', 'deactivated');
export const terminateMany = setStatusOfMany('terminateMany', 'terminate', 'terminated');
