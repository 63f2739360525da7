import { switchingOperation } from './switching';

export const deactivate = switchingOperation({
	goal: 'deactivate',
	userDescription: 'The user to keep out. Status becomes Inactive; everything else stays, and Activate takes it back.',
	word: {
		displayName: 'Status Word',
		name: 'statusWord',
		type: 'string',
		default: 'Inactive',
		description: 'The word that Status gets. Appenate documents no list of them; change it when a warning says that it was not kept.',
	},
});
