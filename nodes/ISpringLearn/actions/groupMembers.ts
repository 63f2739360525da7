import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { failed, failureOf } from '../../shared/failure';
import { NotSentError, unsentOf } from '../../shared/http/readOnly';
import type { VendorRequest } from '../../shared/http/types';
import { scalarText, type JsonObject } from '../../shared/json/json';
import type { Operation } from '../../shared/n8n/run/operations';
import { memberWrite, seenNamedOperation } from '../../shared/n8n/run/namedRecords';
import type { RecordKey } from '../../shared/provisioning/recordFinder';
import { recordChanges } from '../../shared/recordChanges';
import { idKey, idsWithout } from '../user/compare';
import type { HeaderChannel } from '../wire/channel';
import type { RestClient } from '../wire/restClient';
import { groupPath, readGroup } from '../wire/restRecords';
import { APIS, openISpring, REST } from './apis';
import { described, GROUP, GROUPS, USERS, usersParameter } from './departmentsAndGroups';
import { someOf } from './parameters';

type Goal = 'addMembers' | 'removeMembers';

async function openGroups(context: IExecuteFunctions, goal: Goal) {
	const { session, channel, groups: finder, userIds } = await openISpring(context, goal === 'addMembers' ? APIS.group.addMembers : REST);
	const opened = { session, finder, userIds };
	return 'join' in channel ? { ...opened, channel } : { ...opened, client: channel.client, groups: groupsOf(channel.client) };
}

type OpenedGroups = Awaited<ReturnType<typeof openGroups>>;

/**
 * By REST, iSpring can only replace the whole membership: the members are read, changed and written back, one item
 * after another for the same group. Somebody who joins or leaves elsewhere in between is overwritten.
 * Source: OpenAPI, `POST /group/{groupId}/members`.
 */
function membersOperation(goal: Goal, users: string): Operation {
	const kind = {
		resource: 'group',
		open: async (context: IExecuteFunctions) => await openGroups(context, goal),
		options: GROUPS.options,
		keyOf: GROUPS.keyOf,
		idOf: async ({ finder }: OpenedGroups, key: RecordKey) => await finder.idOf(key, GROUP.displayName),
		// REST (Header) shows no single group.
		read: async (opened: OpenedGroups, id: string) => ('client' in opened ? await readGroup(opened.client, id) : {}),
		described,
	};
	return seenNamedOperation(kind, {
		...memberWrite(goal, 'userIds'),
		parameters: (show) => [
			{
				displayName: 'iSpring replaces all members at once: a change made elsewhere at the same moment is lost.',
				name: 'membersNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { ...show, api: ['rest'] } },
			},
			GROUPS.parameter(show, 'The group to change the members of'),
			usersParameter(show, users),
		],
		read: (context, i) => ({ users: someOf(context, i, USERS) }),
		look: async ({ id, users: named }, opened) => ({ id, members: await opened.userIds(named, USERS.displayName) }),
		work: async ({ id, members: wanted }, opened): Promise<IDataObject> => {
			if (!('groups' in opened)) return await joined(opened.channel, id, wanted);
			const { before, content, answer } = await opened.groups.change(id, (group) => {
				const members = membersOf(group);
				return goal === 'addMembers' ? [...members, ...idsWithout(wanted, members)] : idsWithout(members, wanted);
			});
			const members = membersOf(before);
			return {
				action: answer ? 'updated' : 'unchanged',
				groupId: groupIdOf(before, id),
				added: [...idsWithout(content, members)],
				removed: [...idsWithout(members, content)],
				usersCount: content.length,
			};
		},
	});
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
		says: "iSpring's answer does not show the members of the group",
		todo: 'The group was not changed. Check the region in the credential.',
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
				todo: 'Check Group and Users, then run this again. Users who are already members are skipped.',
			});
		}
	}
	if (keptBack.length > 0) throw new NotSentError(keptBack);
	return { action: added.length === 0 ? 'unchanged' : 'updated', groupId, added, removed: [] };
}

export const addMembers = membersOperation('addMembers', 'The users to add');

export const removeMembers = membersOperation('removeMembers', 'The users to remove');
