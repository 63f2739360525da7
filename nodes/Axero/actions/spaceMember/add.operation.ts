import type { Operation } from '../../../shared/n8n/operations';
import { addMember } from '../../members';
import { eachMembership, membershipParameters } from './common';

export const add: Operation = {
	description: membershipParameters(
		{ resource: ['spaceMember'], operation: ['add'] },
		{
			space: 'The space that gets a new member',
			user: 'The user to add. By ID is the quickest; e-mail address and username are searched for first.',
		},
	),
	execute: async (context) => await eachMembership(context, { action: 'add', done: 'added' }, addMember),
};
