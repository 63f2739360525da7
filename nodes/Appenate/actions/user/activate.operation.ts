import { switchingOperation } from './switching';

export const activate = switchingOperation({
	goal: 'activate',
	userDescription: 'The user to let in. Status becomes Active, which counts for billing.',
	word: {
		displayName: 'Status Word',
		name: 'statusWord',
		type: 'string',
		default: 'Active',
		description: 'The word that Status gets. Appenate documents no list of them; change it when a warning says that it was not kept.',
	},
});
