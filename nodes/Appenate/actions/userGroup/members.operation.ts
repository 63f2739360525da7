import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { theOne } from '../../../shared/n8n/run/outcomes';
import { isEmailAddress, keyTexts } from '../../../shared/fields/keyText';
import { locatorParameter, type Located } from '../../../shared/n8n/parameters/locator';
import type { Operation } from '../../../shared/n8n/run/operations';
import type { ShownFor } from '../../../shared/n8n/parameters/options';
import { recordOptions, removalGuard, type RecordGuard } from '../../../shared/n8n/run/recordGuard';
import { appenateDirectory } from '../../user/appenateDirectory';
import { QUIETLY } from '../../user/profile';
import { guid, isGuid } from '../../wire/formats';
import { userIdsOf, USER_GROUP } from '../../recordStore';
import type { AppenateRequest } from '../../wire/request';
import { appenateOptions } from '../open';
import { selected, writeSeen, writtenItem } from '../groupsAndFolders';

export const USER_GROUP_LOCATOR: Located = {
	displayName: 'User Group',
	name: 'userGroup',
	searchListMethod: 'searchGroups',
	placeholder: 'e.g. 0f1e2d3c4b5a69788796a5b4c3d2e1f0',
	description: 'The user group that is meant',
};

/** Users of a group, by ID or e-mail address. */
export const usersProperty: INodeProperties = {
	displayName: 'Users',
	name: 'users',
	type: 'string',
	default: '',
	placeholder: 'e.g. ana@example.com, bo@example.com',
	description: 'Users by ID or e-mail address: separated by commas, or a list from an expression. An e-mail address takes a search each.',
};

/**
 * The users in what a parameter holds.
 * @throws FailureError `invalid` for anything else than an ID or an e-mail address
 */
export function usersIn(given: unknown): readonly string[] {
	return keyTexts(usersProperty.displayName, given).map((text) => {
		if (isGuid(text)) return guid(text);
		if (isEmailAddress(text)) return text;
		throw failed({
			kind: 'invalid',
			parameter: usersProperty.displayName,
			says: `"${text}" in Users is neither an ID nor an e-mail address`,
			todo: 'An ID has 32 hexadecimal digits.',
		});
	});
}

/** {@link usersIn} for operations that need somebody. */
function someUsers(context: IExecuteFunctions, i: number): readonly string[] {
	const users = usersIn(context.getNodeParameter(usersProperty.name, i, ''));
	if (users.length > 0) return users;
	throw failed({
		kind: 'invalid',
		parameter: usersProperty.displayName,
		says: 'Users is empty',
		todo: 'Map at least one user for every item.',
	});
}

/**
 * The IDs of users; e-mail addresses are searched for, one after another.
 * @throws FailureError `notFound` or `ambiguous`
 */
export async function idsOf(users: readonly string[], request: AppenateRequest): Promise<string[]> {
	const { find } = appenateDirectory(request);
	const ids: string[] = [];
	for (const user of users) {
		const key = { by: 'email', value: user } as const;
		ids.push(isGuid(user) ? user : theOne(key, await find(key, QUIETLY)).id);
	}
	return [...new Set(ids)];
}

const NOTICE =
	'Appenate only takes the whole list of users: the node reads the group, changes the list and writes it back. What somebody else changes in the same moment can be lost.';

/** What an item asks for, with the IDs of its users. */
type Seen = Readonly<{ group: string; users: readonly string[]; ids: readonly string[] }>;

/** Add Members and Remove Members. Who is in the group already, or is not, makes no write. */
function membersOperation(goal: 'addMembers' | 'removeMembers'): Operation {
	const shown: ShownFor = { resource: ['userGroup'], operation: [goal] };
	const adds = goal === 'addMembers';
	const guard: RecordGuard<Seen> = adds ? { counts: [] } : removalGuard(({ group, users }) => ({ group, members: users }));

	const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> =>
		await writeSeen(context, {
			kind: USER_GROUP,
			guard,
			read: (i) => ({ group: selected(context, i, USER_GROUP_LOCATOR), users: someUsers(context, i) }),
			look: async (asked, { request }): Promise<Seen> => ({ ...asked, ids: await idsOf(asked.users, request) }),
			planned: ({ group, users }) => ({ action: goal, id: group, users: [...users] }),
			work: async ({ group, ids }, { records }) => {
				let changed: string[] = [];
				const written = await records.change(group, ({ UserIds }) => {
					if (!Array.isArray(UserIds)) throw unseenMembers();
					const now = userIdsOf(UserIds);
					changed = ids.filter((id) => now.includes(id) !== adds);
					return { UserIds: adds ? [...now, ...changed] : now.filter((id) => !changed.includes(id)) };
				});
				return { ...writtenItem('userGroup', written), [adds ? 'added' : 'removed']: changed };
			},
		});

	return {
		description: [
			locatorParameter(USER_GROUP_LOCATOR, shown),
			{ ...usersProperty, required: true, displayOptions: { show: shown } },
			{ displayName: NOTICE, name: 'membersNotice', type: 'notice', default: '', displayOptions: { show: shown } },
			appenateOptions(shown, recordOptions(guard)),
		],
		execute,
	};
}

/** Taken for an empty group, it could lose everybody who is in it. */
function unseenMembers() {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: 'Appenate does not show who is in the user group',
		todo: 'Use an integration key with full access.',
		unwritten: true,
	});
}

export const addMembers = membersOperation('addMembers');
export const removeMembers = membersOperation('removeMembers');
