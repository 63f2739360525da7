import { bulkOperation } from './bulk';

/** POST /users/activate. */
export const activateMany = bulkOperation({
	operation: 'activateMany',
	description: 'IDs and e-mail addresses of the users to let in, separated by commas, or a list',
	call: 'activate',
});
