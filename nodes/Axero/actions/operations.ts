import type { INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../shared/json/json';
import { outputParameters, shapeOf } from '../../shared/n8n/parameters/output';
import { eachItem } from '../../shared/n8n/run/items';
import { type Operation, operationParameter, type Operations, parametersOf, resourceParameter } from '../../shared/n8n/run/operations';
import { userChoices, userOperations } from '../../shared/n8n/run/userOperations';
import { currentUser } from '../user/axeroDirectory';
import { simplifiedRow } from '../user/profile';
import { USERS } from '../users';
import { openAxero } from './open';
import { space, spaceOperation } from './space';
import { spaceMember, spaceMemberOperation } from './spaceMember';

const shown = { resource: ['user'], operation: ['getCurrent'] };

/** The user behind the credential. */
const getCurrent: Operation = {
	description: outputParameters(shown),
	writes: false,
	execute: async (context) => {
		const { session, request } = await openAxero(context);
		return await eachItem(context, {
			session,
			read: (i) => shapeOf(context, i, simplifiedRow),
			work: async (shape) => shape(plainObject(await currentUser(request))),
		});
	},
};

const GET_CURRENT = {
	name: 'Get Current User',
	value: 'getCurrent',
	action: 'Get current user',
	description: 'Get the user that the credential belongs to',
};

export const operations = { user: { ...userOperations(USERS), getCurrent }, space, spaceMember } satisfies Operations;

/** The parameters of the node, in the order of the editor. A built node takes them from n8n's file of descriptions. */
export function properties(): INodeProperties[] {
	return [
		resourceParameter([
			{ name: 'User', value: 'user' },
			{ name: 'Space', value: 'space' },
			{ name: 'Space Member', value: 'spaceMember' },
		]),
		operationParameter('user', [...userChoices(USERS), GET_CURRENT], 'update'),
		spaceOperation,
		spaceMemberOperation,
		...parametersOf(operations),
	];
}
