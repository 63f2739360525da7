import { changeMembers } from './changeMembers';

export const addMembers = changeMembers({
	operation: 'addMembers',
	users: 'IDs of the users who join',
	next: (members, wanted) => [...members, ...wanted.filter((id) => !members.includes(id))],
});
