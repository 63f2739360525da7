import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { theOne } from '../../../shared/n8n/found';
import type { Located } from '../../../shared/n8n/locator';
import { isEmailAddress, keyTexts } from '../../../shared/fields/keyText';
import { appenateDirectory } from '../../appenateDirectory';
import { QUIETLY, guid, isGuid } from '../../profile';
import type { AppenateRequest } from '../../transport/request';

export const USER_GROUP_LOCATOR: Located = {
	displayName: 'User Group',
	name: 'userGroup',
	searchListMethod: 'searchGroups',
	placeholder: 'e.g. 0f1e2d3c4b5a69788796a5b4c3d2e1f0',
	description: 'The user group that is meant',
};

/** A group in a few members. */
export function simplifiedGroup({ Id = null, Name = null, ExternalId = null, UserIds }: IDataObject): IDataObject {
	return { Id, Name, ExternalId, UserCount: Array.isArray(UserIds) ? UserIds.length : null };
}

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
export function someUsers(context: IExecuteFunctions, i: number): readonly string[] {
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
