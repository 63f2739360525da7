import { membersOperation } from './members';

export const addMembers = membersOperation('addMembers');
