import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { anewAfterConflict } from '../../../shared/anew';
import { failed, failureOf } from '../../../shared/failure';
import { NotSentError, unsentOf } from '../../../shared/http/readOnly';
import type { VendorRequest } from '../../../shared/http/types';
import { scalarText, type JsonObject } from '../../../shared/json/json';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import type { RecordGuard } from '../../../shared/n8n/recordGuard';
import { recordOptions, removalGuard } from '../../../shared/n8n/recordLimits';
import { writeRecords, type Planned } from '../../../shared/n8n/recordWrites';
import type { NonEmpty } from '../../../shared/provisioning/types';
import { turns } from '../../../shared/turns';
import { idKey, idsWithout } from '../../compare';
import type { HeaderChannel } from '../../transport/channel';
import { groupPath, readGroup } from '../../transport/organisation';
import type { RestClient } from '../../transport/restClient';
import { APIS, REST } from '../apis';
import { openISpring } from '../open';
import { describedRecord, GROUP, idsParameter } from '../organisation';
import { someOf } from '../parameters';

const USERS = { displayName: 'User IDs', name: 'userIds' };

type Asked = Readonly<{ groupId: string; userIds: NonEmpty<string> }>;

const REMOVALS = removalGuard(({ groupId, userIds }: Asked) => ({ group: groupId, members: userIds }));

/** What an item of a preview says. */
function plannedMembers(action: string, { groupId, userIds }: Asked): Planned {
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
function changeMembers({ operation, users, takesOut = false, next }: Change): Operation {
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

/** REST replaces the whole list of members. */
const byRest = changeMembers({
	operation: 'addMembers',
	users: 'IDs of the users who join. With REST (Header) they join one after another, by a request each.',
	next: (members, wanted) => [...members, ...idsWithout(wanted, members)],
});

async function addMembersBy(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
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

export const addMembers: Operation = { description: byRest.description, execute: addMembersBy };

export const removeMembers = changeMembers({
	operation: 'removeMembers',
	users: 'IDs of the users who leave',
	takesOut: true,
	next: (members, wanted) => idsWithout(members, wanted),
});
