import { INACTIVE } from '../../profile';
import { switchingOperation } from './switching';

export const deactivate = switchingOperation({
	goal: 'deactivate',
	userDescription: 'The user to keep out. Status becomes Inactive; everything else stays, and Activate takes it back.',
	usualWord: INACTIVE,
});
