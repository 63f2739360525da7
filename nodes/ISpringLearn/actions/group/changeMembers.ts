import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { anewAfterConflict } from '../../../shared/anew';
import { failed } from '../../../shared/failure';
import { scalarText, type JsonObject } from '../../../shared/json/json';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import type { RecordGuard } from '../../../shared/n8n/recordGuard';
import { recordOptions, removalGuard } from '../../../shared/n8n/recordLimits';
import { writeRecords, type Planned } from '../../../shared/n8n/recordWrites';
import type { NonEmpty } from '../../../shared/provisioning/types';
import { turns } from '../../../shared/turns';
import { idKey, idsWithout } from '../../ids';
import { groupPath, readGroup } from '../../transport/organisation';
import type { RestClient } from '../../transport/restClient';
import { REST } from '../apis';
import { openISpring } from '../open';
import { describedRecord, GROUP, idsParameter } from '../organisation';
import { someOf } from '../parameters';

export const USERS = { displayName: 'User IDs', name: 'userIds' };

type Asked = Readonly<{ groupId: string; userIds: NonEmpty<string> }>;

const REMOVALS = removalGuard(({ groupId, userIds }: Asked) => ({ group: groupId, members: userIds }));

/** What an item of a preview says. */
export function plannedMembers(action: string, { groupId, userIds }: Asked): Planned {
	return { action, id: groupId, userIds: [...userIds] };
}

type Change = Readonly<{
	operation: 'addMembers' | 'removeMembers';
	users: string;
	takesOut?: boolean;
	next: (members: readonly string[], wanted: readonly string[]) => readonly string[];
}>;

/**
 * iSpring can only replace the whole membership: the members are read, changed and written back, one item
 * after another for the same group. Somebody who joins or leaves elsewhere in between is overwritten.
 * Source: OpenAPI, `POST /group/{groupId}/members`.
 */
export function changeMembers({ operation, users, takesOut = false, next }: Change): Operation {
	const shown = { resource: ['group'], operation: [operation] };
	const guard: RecordGuard<Asked> = takesOut ? REMOVALS : { counts: [] };
	return {
		description: [
			{
				displayName:
					'iSpring can only replace all members of a group at once: this operation reads them, changes the list and writes it back. Changes made elsewhere in that moment are lost.',
				name: 'membersNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { ...shown, api: ['rest'] } },
			},
			locatorParameter({ ...GROUP, description: 'The group whose members change' }, shown),
			idsParameter(USERS, shown, users),
			optionsParameter(shown, recordOptions(guard)),
		],

		execute: async (context: IExecuteFunctions): Promise<INodeExecutionData[]> => {
			const { session, channel } = await openISpring(context, REST);
			const { client } = channel;
			const inTurn = turns();
			return await writeRecords(context, {
				session,
				guard,
				read: (i) => ({ groupId: selectedId(context, i, GROUP), userIds: someOf(context, i, USERS) }),
				planned: (asked) => plannedMembers(operation, asked),
				described: async ({ groupId }) => describedRecord(await readGroup(client, groupId)),
				work: async ({ groupId, userIds }) =>
					await inTurn(
						idKey(groupId),
						async () => await anewAfterConflict(async () => await changed(client, groupId, (members) => next(members, userIds))),
					),
			});
		},
	};
}

async function changed(client: RestClient, asked: string, next: (members: readonly string[]) => readonly string[]): Promise<IDataObject> {
	const group = await readGroup(client, asked);
	const groupId = scalarText(group.groupId) ?? asked;
	const members = membersOf(group);
	const wanted = next(members);
	const [added, removed] = [idsWithout(wanted, members), idsWithout(members, wanted)];
	const isSame = added.length + removed.length === 0;
	const beforeRepeat = async (): Promise<void> => {
		const now = next(membersOf(await readGroup(client, groupId)));
		if (idsWithout(now, wanted).length + idsWithout(wanted, now).length > 0) throw touched(groupId);
	};
	if (!isSame) await client.post(`${groupPath(groupId)}/members`, { userIds: [...wanted] }, beforeRepeat);
	return { action: isSame ? 'unchanged' : 'updated', groupId, added: [...added], removed: [...removed], usersCount: wanted.length };
}

function touched(groupId: string) {
	return failed({
		kind: 'conflict',
		says: `Somebody else changed who is in the group ${groupId} while iSpring could not answer`,
		todo: 'Run the item again. Whether it was written before is not known; it was not written again, because the other change would be lost.',
	});
}

/** A list that is not there must not pass for an empty one: writing it back would put everybody out. */
function membersOf({ userIds, usersCount }: JsonObject): readonly string[] {
	if (Array.isArray(userIds)) return userIds.flatMap((id) => scalarText(id) ?? []);
	if (scalarText(usersCount) === '0') return [];
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: "iSpring's answer does not say who is in the group",
		todo: 'The group was left as it is. Check the region in the credential.',
	});
}
