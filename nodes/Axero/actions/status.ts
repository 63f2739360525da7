import type { IExecuteFunctions } from 'n8n-workflow';

import { invalid } from '../../shared/failure';
import { recordOf } from '../../shared/fields/values';
import type { WayOut } from '../../shared/http/types';
import { isScim } from '../../shared/n8n/parameters/scim';
import type { AxeroDirectory } from '../user/axeroDirectory';
import { scimUsers, type ScimUsers } from '../user/scimUsers';
import { STATUS_FIELD } from '../user/status';
import { switchable, switchingDirectory, type SwitchingAxero } from '../user/switching';
import { SCIM_PAGE } from '../wire/scimFailure';
import { scimService } from '../wire/scimService';

/** What knows who is active; there only where the credential has a token for it. */
export type Switching = Readonly<{ scim: ScimUsers; directory: SwitchingAxero }>;

export const UNVERIFIED =
	'Needs a SCIM Token in the credential. Axero documents its SCIM service for Entra ID and Okta; the exact behavior is unverified.';

export const ADD_SCIM_TOKEN = `Copy it from ${SCIM_PAGE} in Axero into SCIM Token in the credential.`;

/** Whether items are likely to ask for a status, so that everybody's is read at once instead of one by one. */
export function mayAskForStatus(context: IExecuteFunctions): boolean {
	return isScim(context, 0) || STATUS_FIELD in recordOf(context.getNodeParameter('fields.value', 0, {}, { skipValidation: true }));
}

export function switchingOf(wayOut: WayOut, labels: AxeroDirectory): Switching | undefined {
	const service = scimService(wayOut);
	if (!service) return undefined;
	const scim = scimUsers(service);
	return { scim, directory: switchingDirectory(labels, scim) };
}

/** @throws FailureError `invalid` where the credential has no token for the SCIM service */
export function withToken(switching: Switching | undefined): Switching {
	if (switching) return switching;
	throw invalid('SCIM Token', 'The credential has no SCIM Token, so no user at Axero can be activated or deactivated', ADD_SCIM_TOKEN);
}

export function switchableUsers(switching: Switching | undefined): ReturnType<typeof switchable> {
	const { directory, scim } = withToken(switching);
	return switchable(directory, scim);
}
