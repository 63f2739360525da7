import { bulkOperation } from './bulk';

/** POST /users/disable. */
export const deactivateMany = bulkOperation({
	operation: 'deactivateMany',
	description: 'IDs and e-mail addresses of the users to keep out, separated by commas, or a list',
	call: 'disable',
});
