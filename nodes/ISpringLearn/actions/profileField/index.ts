import { getAll } from './getAll.operation';
import type { Operations } from '../../../shared/n8n/operations';
import type { Offered } from '../apis';

export const profileField = { getAll } satisfies Operations[string];

export const profileFieldOffers: readonly Offered[] = [
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many profile fields',
		description: 'List the fields that the users of the account have',
	},
];
