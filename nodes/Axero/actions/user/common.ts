import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { booleanOf } from '../../../shared/n8n/booleans';
import type { UserMode } from '../../../shared/n8n/user';
import type { AxeroKey } from '../../profile';

const BY_EMAIL = { by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' } as const;
const BY_USERNAME = { by: 'username', label: 'By Username', placeholder: 'e.g. ana.silva' } as const;

/** How a user can be named at Axero. */
export const USER_MODES: ReadonlyArray<UserMode<AxeroKey>> = [BY_EMAIL, BY_USERNAME, { by: 'id', label: 'By ID', placeholder: 'e.g. 12' }];

/** How somebody who may not be there yet can be named. */
export const PERSON_MODES: ReadonlyArray<UserMode<AxeroKey>> = [BY_EMAIL, BY_USERNAME];

/** The option that reads a user back after a write. */
export const verifyOption: INodeProperties = {
	displayName: 'Verify',
	name: 'verify',
	type: 'boolean',
	default: false,
	description:
		'Whether to read each user after the write and warn of fields that show another value than the one sent. One more request per written user, to a call that Axero does not document.',
};

export function isVerified(context: IExecuteFunctions, i: number): boolean {
	return booleanOf(context, i, verifyOption, 'options');
}
