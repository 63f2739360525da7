import type { Operations } from '../../shared/n8n/operations';
import { get } from './user/get.operation';
import { update } from './user/update.operation';

export const operations = { user: { get, update } } satisfies Operations;
