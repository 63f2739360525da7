import { changeMembers } from './changeMembers';

export const removeMembers = changeMembers({
	operation: 'removeMembers',
	users: 'IDs of the users who leave',
	next: (members, wanted) => members.filter((id) => !wanted.includes(id)),
});
