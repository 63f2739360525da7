import type { UserMode } from '../../shared/n8n/parameters/user';
import type { ISpringKey } from '../user/profile';

/** iSpring gives the IDs, so nobody can be made under one. */
export const PERSON_MODES: ReadonlyArray<UserMode<ISpringKey>> = [
	{ by: 'email', label: 'By Email', placeholder: 'e.g. ana@example.com' },
	{ by: 'login', label: 'By Login', placeholder: 'e.g. ana.silva' },
];

/** How a user can be named at iSpring. */
export const USER_MODES: ReadonlyArray<UserMode<ISpringKey>> = [
	...PERSON_MODES,
	{ by: 'id', label: 'By ID', placeholder: 'e.g. f29d887c-5cff-11e9-9e6a-0a580af40692' },
];
