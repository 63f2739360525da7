import { switchOperation } from './switching';

/** POST /users/<ID>/disable. */
export const deactivate = switchOperation({
	goal: 'deactivate',
	user: 'The user to keep out; HighQ calls it disable. Somebody who is disabled or archived is left alone.',
});
