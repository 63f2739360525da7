import { ACTIVE } from '../../profile';
import { switchingOperation } from './switching';

export const activate = switchingOperation({
	goal: 'activate',
	userDescription:
		'The user to let in. Status becomes Active, which is billed every month until the user is deactivated; somebody who never signed in (Invited) costs nothing before.',
	usualWord: ACTIVE,
});
