import type { IDataObject } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { usersLimit } from '../../../shared/n8n/guard';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { listGuard, recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import type { UserFormat } from '../../format/userFormat';
import { highqRequest, type HighQRequest } from '../../transport/request';
import { bulkKeys, hintAtMissing } from '../bulkKeys';
import { formatOption, inFormat, openHighQ } from './common';

type Asked = Readonly<{ i: number; keys: readonly string[] }>;

type Bulk = Readonly<{ operation: string; description: string; call: 'activate' | 'disable' }>;

/**
 * One status for many users in one request; the summaries that HighQ answers with come out.
 * Source: the bulk pages, since 5.0. Their sample is no JSON; the body is as organisations have it.
 */
export function bulkOperation({ operation, description, call }: Bulk): Operation {
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
			const session = await openHighQ(context);
			const request = highqRequest(session);
			return await inFormat(
				context,
				async (format) =>
					await writeRecords(context, {
						session,
						guard,
						read: (i) => ({ i, keys: bulkKeys(context, i, { name: 'users', label: 'Users' }) }),
						planned: ({ keys }) => ({ action: call === 'disable' ? 'deactivate' : call, users: [...keys] }),
						work: async ({ i, keys }) => {
							const rows = await switchMany(request, format, { call, keys });
							hintAtMissing(context, i, { asked: keys.length, answered: rows.length });
							return rows;
						},
					}),
			);
		},
	};
}

async function switchMany<User>(
	request: HighQRequest,
	format: UserFormat<User>,
	{ call, keys }: Readonly<{ call: Bulk['call']; keys: readonly string[] }>,
): Promise<IDataObject[]> {
	const { mediaType } = format;
	const heard = await request({ method: 'POST', path: `/users/${call}`, mediaType, body: format.writeKeys(keys), repeats: true });
	if (heard.kind === 'nobody')
		throw failed({
			kind: 'notFound',
			says: heard.says,
			todo: 'One of Users is not there. Whether HighQ changed the others is not documented: look at them before you run it again.',
		});
	return format.readPage(heard.answer).rows.map(format.show);
}
