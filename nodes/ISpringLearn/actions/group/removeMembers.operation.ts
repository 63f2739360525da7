import { idsWithout } from '../../ids';
import { changeMembers } from './changeMembers';

export const removeMembers = changeMembers({
	operation: 'removeMembers',
	users: 'IDs of the users who leave',
	takesOut: true,
	next: (members, wanted) => idsWithout(members, wanted),
});
