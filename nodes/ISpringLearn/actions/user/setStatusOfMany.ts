import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { eachItem } from '../../../shared/n8n/items';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { openRest } from '../open';
import { someOf } from '../parameters';

const USERS = { displayName: 'User IDs', name: 'userIds' };

/**
 * One request for many users. How many it takes, and what becomes of the others when one of them is unknown, is documented nowhere.
 * Source: OpenAPI, `POST /users/activate`, `/users/deactivate`, `/users/terminate`.
 */
export function setStatusOfMany(operation: string, call: 'activate' | 'deactivate' | 'terminate', done: string): Operation {
	const shown = { resource: ['user'], operation: [operation] };
	return {
		description: [
			{
				...USERS,
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692',
				description: 'IDs of users, separated by commas, or a list from an expression. They are sent in one request, without looking the users up first.',
				displayOptions: { show: shown },
			},
			optionsParameter(shown),
		],

		execute: async (context: IExecuteFunctions): Promise<INodeExecutionData[]> => {
			const { session, client } = await openRest(context);
			return await eachItem(context, {
				session,
				read: (i) => someOf(context, i, USERS),
				work: async (userIds) => {
					await client.post(`/users/${call}`, { userIds: [...userIds] });
					return { action: done, userIds: [...userIds] };
				},
			});
		},
	};
}
