import { switchOperation } from './switching';

/** POST /users/<ID>/activate. */
export const activate = switchOperation({
	operation: 'activate',
	user: 'The user to let in, also one who was disabled or archived. An active user is left alone.',
	goal: 'activate',
	by: (directory) => directory,
});
