import { membersOperation } from './members';

export const removeMembers = membersOperation('removeMembers');
