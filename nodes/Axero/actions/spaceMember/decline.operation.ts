import type { Operation } from '../../../shared/n8n/operations';
import { settleRequest } from '../../members';
import { eachMembership, membershipParameters } from './common';

export const decline: Operation = {
	description: membershipParameters(
		{ resource: ['spaceMember'], operation: ['decline'] },
		{
			space: 'The space that somebody asks to join',
			user: 'The user not to let in. By ID is the quickest; e-mail address and username are searched for first.',
		},
	),
	execute: async (context) =>
		await eachMembership(
			context,
			{ action: 'decline', done: 'declined' },
			async (request, membership) => await settleRequest(request, membership, false),
		),
};
