import { switchOperation } from './switching';

/** POST /users/<ID>/archive. It is the nearest to a deletion that HighQ has. */
export const archive = switchOperation({
	goal: 'archive',
	user: 'The user to archive; Activate brings the user back. Somebody who is archived is left alone.',
});
