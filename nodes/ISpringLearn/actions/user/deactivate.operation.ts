import { switchOperation } from './switching';

export const deactivate = switchOperation(
	'deactivate',
	'The user who may not sign in any more. Everything that belongs to the user is kept.',
);
