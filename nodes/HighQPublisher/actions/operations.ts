import type { Operations } from '../../shared/n8n/operations';
import { organisation } from './organisation';
import { user } from './user';
import { userGroup } from './userGroup';

export const operations = { organisation, user, userGroup } satisfies Operations;
