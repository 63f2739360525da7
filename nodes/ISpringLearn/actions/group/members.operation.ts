import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failed, failureOf } from '../../../shared/failure';
import { NotSentError, unsentOf } from '../../../shared/http/readOnly';
import type { VendorRequest } from '../../../shared/http/types';
import { scalarText, type JsonObject } from '../../../shared/json/json';
import { locatorParameter, selectedId } from '../../../shared/n8n/parameters/locator';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { type RecordGuard, recordOptions, removalGuard } from '../../../shared/n8n/run/recordGuard';
import { writeRecords, type Planned } from '../../../shared/n8n/run/recordWrites';
import type { NonEmpty } from '../../../shared/provisioning/types';
import { recordChanges } from '../../../shared/recordChanges';
import { idKey, idsWithout } from '../../user/compare';
import type { HeaderChannel } from '../../wire/channel';
import { groupPath, readGroup } from '../../wire/departmentsAndGroups';
import type { RestClient } from '../../wire/restClient';
import { APIS, REST, openISpring } from '../apis';
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
			const groups = groupsOf(client);
			return await writeRecords(context, {
				session,
				guard,
				read: (i) => ({ groupId: selectedId(context, i, GROUP), userIds: someOf(context, i, USERS) }),
				planned: (asked) => plannedMembers(operation, asked),
				described: async ({ groupId }) => describedRecord(await readGroup(client, groupId)),
				work: async ({ groupId, userIds }) => {
					const { before, content, answer } = await groups.change(groupId, (group) => next(membersOf(group), userIds));
					const members = membersOf(before);
					return {
						action: answer ? 'updated' : 'unchanged',
						groupId: groupIdOf(before, groupId),
						added: [...idsWithout(content, members)],
						removed: [...idsWithout(members, content)],
						usersCount: content.length,
					};
				},
			});
		},
	};
}

/** The groups of an account, whose members are written back whole. */
function groupsOf(client: RestClient) {
	return recordChanges<JsonObject, readonly string[], JsonObject>({
		vendor: 'iSpring',
		what: 'group',
		read: async (id) => await readGroup(client, id),
		contentOf: membersOf,
		differences: (stored, wanted) => (idsWithout(stored, wanted).length + idsWithout(wanted, stored).length > 0 ? ['userIds'] : []),
		write: async ({ id, before, content, beforeRepeat }) => {
			await client.post(`${groupPath(groupIdOf(before, id))}/members`, { userIds: [...content] }, beforeRepeat);
			return {};
		},
		idKey,
	});
}

function groupIdOf({ groupId }: JsonObject, asked: string): string {
	return scalarText(groupId) ?? asked;
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
