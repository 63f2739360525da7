import { ACTIVE } from '../../profile';
import { switchingOperation } from './switching';

export const activate = switchingOperation({
	goal: 'activate',
	userDescription: 'The user to let in. Status becomes Active, which counts for billing.',
	usualWord: ACTIVE,
});
