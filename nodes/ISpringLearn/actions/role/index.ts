import { getAll } from './getAll.operation';
import type { Operations } from '../../../shared/n8n/operations';
import type { Offered } from '../apis';

export const role = { getAll } satisfies Operations[string];

export const roleOffers: readonly Offered[] = [
	{ name: 'Get Many', value: 'getAll', action: 'Get many roles', description: 'List the roles of the account with their IDs' },
];
