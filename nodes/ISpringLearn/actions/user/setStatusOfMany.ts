import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failed, failureOf } from '../../../shared/failure';
import { unsentOf } from '../../../shared/http/readOnly';
import { guardOptions, tooMany } from '../../../shared/n8n/guard';
import { eachItem } from '../../../shared/n8n/items';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { isPreview, previewOption } from '../../../shared/n8n/previewOption';
import type { Session } from '../../../shared/n8n/session';
import { hintGuard } from '../../../shared/n8n/write';
import type { NonEmpty } from '../../../shared/provisioning/types';
import { uniqueIds } from '../../ids';
import type { RestClient } from '../../transport/restClient';
import { openRest } from '../open';
import { someOf } from '../parameters';

type Call = 'activate' | 'deactivate' | 'terminate';

const USERS = { displayName: 'User IDs', name: 'userIds' };

/**
 * One request for many users. How many it takes, and what becomes of the others when one of them is unknown, is documented nowhere.
 * Source: OpenAPI, `POST /users/activate`, `/users/deactivate`, `/users/terminate`.
 */
export function setStatusOfMany(operation: string, call: Call, done: string): Operation {
	const shown = { resource: ['user'], operation: [operation] };
	const limit = call === 'activate' ? 'changes' : 'deactivations';
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
			optionsParameter(shown, [previewOption, ...guardOptions([limit])]),
		],

		execute: async (context: IExecuteFunctions): Promise<INodeExecutionData[]> => {
			const { session, client } = await openRest(context);
			return await eachItem(context, {
				session,
				read: (i) => someOf(context, i, USERS),
				guard: (asked) => guarded(context, session, { limit, users: uniqueIds(asked.flat()).length }),
				work: async (userIds) => await sent(client, { call, done, userIds }),
			});
		},
	};
}

/** A preview sends nothing, so it only says that it would be stopped. */
function guarded(
	context: IExecuteFunctions,
	{ scrub }: Session,
	{ limit, users }: Readonly<{ limit: 'changes' | 'deactivations'; users: number }>,
) {
	const failure = tooMany(context, limit, users);
	if (!failure || !isPreview(context)) return failure;
	hintGuard(context, failure, scrub);
	return undefined;
}

async function sent(
	client: RestClient,
	{ call, done, userIds }: Readonly<{ call: Call; done: string; userIds: NonEmpty<string> }>,
): Promise<IDataObject> {
	try {
		await client.post(`/users/${call}`, { userIds: [...userIds] });
		return { action: done, userIds: [...userIds] };
	} catch (error) {
		const requests = unsentOf(error);
		if (!requests) throw failed(failureOf(error));
		return {
			preview: true,
			action: call,
			userIds: [...userIds],
			requests: requests.map(({ method, url, headers = {}, body = '' }) => ({ method, url, headers: { ...headers }, body })),
		};
	}
}
