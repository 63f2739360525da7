import { switchOperation } from './switching';

/** POST /users/<ID>/activate. */
export const activate = switchOperation({
	goal: 'activate',
	user: 'The user to let in, also one who was disabled or archived. An active user is left alone.',
});
