import { failed } from '../../shared/failure';
import { plainObject, type JsonObject } from '../../shared/json/json';
import { usersLimit } from '../../shared/n8n/parameters/writeOptions';
import type { Operation } from '../../shared/n8n/run/operations';
import { optionsParameter } from '../../shared/n8n/parameters/options';
import { listGuard, recordOptions } from '../../shared/n8n/run/recordGuard';
import { writeRecords } from '../../shared/n8n/run/recordWrites';
import { rowsIn, USER } from '../wire/documents';
import type { HighQRequest } from '../wire/request';
import { bulkKeys, hintAtMissing } from './bulkKeys';
import { formatOption, openHighQ } from './open';

type Asked = Readonly<{ i: number; keys: readonly string[] }>;

type Bulk = Readonly<{ operation: string; description: string; call: 'activate' | 'disable' }>;

/**
 * One status for many users in one request; the summaries that HighQ answers with come out.
 * Source: the bulk pages, since 5.0. Their sample is no JSON; the body is as organisations have it.
 */
function bulkOperation({ operation, description, call }: Bulk): Operation {
	const shown = { resource: ['user'], operation: [operation] };
	const guard = listGuard(usersLimit(call === 'disable' ? 'deactivations' : 'changes'), ({ keys }: Asked) => keys);
	return {
		description: [
			{
				displayName: 'Users',
				name: 'users',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. ana@example.com, 31',
				description,
				displayOptions: { show: shown },
			},
			{
				displayName:
					'HighQ gets all users of an item in one request. Its documentation shows neither the exact form of this request nor what happens when one of the users is not there: try it with two users first.',
				name: 'bulkNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: shown },
			},
			optionsParameter(shown, [formatOption, ...recordOptions(guard)]),
		],
		execute: async (context) => {
			const { session, request } = await openHighQ(context);
			return await writeRecords(context, {
				session,
				guard,
				read: (i) => ({ i, keys: bulkKeys(context, i, { name: 'users', label: 'Users' }) }),
				planned: ({ keys }) => ({ action: call === 'disable' ? 'deactivate' : call, users: [...keys] }),
				work: async ({ i, keys }) => {
					const rows = await switchMany(request, { call, keys });
					hintAtMissing(context, i, { asked: keys.length, answered: rows.length });
					return rows.map(plainObject);
				},
			});
		},
	};
}

async function switchMany(
	request: HighQRequest,
	{ call, keys }: Readonly<{ call: Bulk['call']; keys: readonly string[] }>,
): Promise<readonly JsonObject[]> {
	const answer = await request({ method: 'POST', path: `/users/${call}`, body: { users: { user: [...keys] } }, repeats: true });
	if (answer.kind === 'said') return rowsIn(answer, USER).rows;
	throw failed({
		kind: 'notFound',
		says: answer.says,
		todo: 'One of Users is not there. Whether HighQ changed the others is not documented: look at them before you run it again.',
	});
}

/** POST /users/activate. */
export const activateMany = bulkOperation({
	operation: 'activateMany',
	description: 'IDs and e-mail addresses of the users to let in, separated by commas, or a list',
	call: 'activate',
});

/** POST /users/disable. */
export const deactivateMany = bulkOperation({
	operation: 'deactivateMany',
	description: 'IDs and e-mail addresses of the users to keep out, separated by commas, or a list',
	call: 'disable',
});
