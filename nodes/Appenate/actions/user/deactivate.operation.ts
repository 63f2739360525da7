import { INACTIVE } from '../../profile';
import { switchingOperation } from './switching';

export const deactivate = switchingOperation({
	goal: 'deactivate',
	userDescription:
		'The user to keep out. Status becomes Inactive; everything else stays, and Activate takes it back. Whether somebody who never signed in (Invited) can be deactivated is not documented; Delete is the way where not.',
	usualWord: INACTIVE,
});
