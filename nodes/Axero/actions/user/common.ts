import type { IExecuteFunctions } from 'n8n-workflow';

import { openSession, type Session } from '../../../shared/n8n/session';
import type { UserMode } from '../../../shared/n8n/user';
import { axeroDirectory, type AxeroDirectory } from '../../axeroDirectory';
import type { AxeroKey } from '../../profile';
import { axeroRequest, type AxeroRequest } from '../../transport/request';

const BY_EMAIL = { by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' } as const;
const BY_USERNAME = { by: 'username', label: 'By Username', placeholder: 'e.g. ana.silva' } as const;

/** How a user can be named at Axero. */
export const USER_MODES: ReadonlyArray<UserMode<AxeroKey>> = [BY_EMAIL, BY_USERNAME, { by: 'id', label: 'By ID', placeholder: 'e.g. 12' }];

/** How somebody who may not be there yet can be named. */
export const UPSERT_MODES: ReadonlyArray<UserMode<AxeroKey>> = [BY_EMAIL, BY_USERNAME];

export const CREDENTIAL = 'axeroApi';

/** Opens the credential; it holds for all items. */
export async function openAxero(context: IExecuteFunctions): Promise<Readonly<{ session: Session; request: AxeroRequest; directory: AxeroDirectory }>> {
	const session = await openSession(context, CREDENTIAL);
	const request = axeroRequest(session);
	return { session, request, directory: axeroDirectory(request) };
}
