import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failed, failureOf } from '../../../shared/failure';
import { NotSentError, unsentOf } from '../../../shared/http/readOnly';
import type { VendorRequest } from '../../../shared/http/types';
import { selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { idsWithout } from '../../ids';
import type { HeaderChannel } from '../../transport/channel';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { GROUP } from '../organisation';
import { someOf } from '../parameters';
import { changeMembers, plannedMembers, USERS } from './changeMembers';

/** REST replaces the whole list of members. */
const byRest = changeMembers({
	operation: 'addMembers',
	users: 'IDs of the users who join. With REST (Header) they join one after another, by a request each.',
	next: (members, wanted) => [...members, ...idsWithout(wanted, members)],
});

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, APIS.group.addMembers);
	if (!('join' in channel)) return await byRest.execute(context);

	return await writeRecords(context, {
		session,
		read: (i) => ({ groupId: selectedId(context, i, GROUP), userIds: someOf(context, i, USERS) }),
		planned: (asked) => plannedMembers('addMembers', asked),
		work: async ({ groupId, userIds }) => await joined(channel, groupId, userIds),
	});
}

/**
 * Users join one after another; somebody who is a member is passed over. The first refusal ends it.
 * @throws FailureError that names who was added and who was not
 */
async function joined(channel: Pick<HeaderChannel, 'join'>, groupId: string, userIds: readonly string[]): Promise<IDataObject> {
	const added: string[] = [];
	const keptBack: VendorRequest[] = [];
	for (const [i, userId] of userIds.entries()) {
		try {
			if ((await channel.join(groupId, userId)) === 'added') added.push(userId);
		} catch (error) {
			const unsent = unsentOf(error);
			if (unsent) {
				keptBack.push(...unsent);
				continue;
			}
			const failure = failureOf(error);
			const before = added.length > 0 ? `These users were added: ${added.join(', ')}. ` : '';
			const after = i + 1 < userIds.length ? ` Not tried: ${userIds.slice(i + 1).join(', ')}.` : '';
			throw failed({
				...failure,
				...(added.length > 0 ? { halfway: true } : {}),
				says: `${before}User ${userId} was not added: ${failure.says}.${after}`,
				todo: 'Check the IDs of group and users, and run this again: who is a member is passed over.',
			});
		}
	}
	if (keptBack.length > 0) throw new NotSentError(keptBack);
	return { action: added.length === 0 ? 'unchanged' : 'updated', groupId, added, removed: [] };
}

export const addMembers: Operation = { description: byRest.description, execute };
