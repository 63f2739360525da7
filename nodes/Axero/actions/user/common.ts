import type { UserMode } from '../../../shared/n8n/user';
import type { AxeroKey } from '../../profile';

/** How a user can be named at Axero. */
export const USER_MODES: ReadonlyArray<UserMode<AxeroKey>> = [
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
	{ by: 'username', label: 'By Username', placeholder: 'e.g. ana.silva' },
	{ by: 'id', label: 'By ID', placeholder: 'e.g. 12' },
];

export const CREDENTIAL = 'axeroApi';
