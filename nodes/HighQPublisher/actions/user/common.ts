import type { IExecuteFunctions, ILoadOptionsFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { mappedEdits } from '../../../shared/n8n/mapped';
import { idByUrl, urlMode } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';
import { inputEdits } from '../../../shared/n8n/scim';
import { openSession, type Session } from '../../../shared/n8n/session';
import { userKey, userParameter, type UserMode } from '../../../shared/n8n/user';
import type { FieldEdits, MatchKey } from '../../../shared/provisioning/types';
import { storedEdits } from '../../edits';
import { jsonFormat } from '../../format/json';
import type { UserFormat } from '../../format/userFormat';
import { xmlFormat } from '../../format/xml';
import { HIGHQ_FIELDS, type HighQKey } from '../../profile';
import { HIGHQ_SCIM } from '../../scim';
import { recordUrl } from '../recordUrl';

/** How a user can be named at HighQ. */
export const USER_MODES: ReadonlyArray<UserMode<HighQKey>> = [
	{ by: 'id', label: 'By ID', placeholder: 'e.g. 31' },
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
];

const USER_URL = recordUrl('user', '31');

/** The parameter "User" for somebody who is there: also by the address in HighQ's answers. */
export function highqUserParameter(show: ShownFor, description: string): INodeProperties {
	const { modes = [], ...parameter } = userParameter(USER_MODES, show, description);
	return { ...parameter, modes: [...modes, urlMode(parameter.displayName, USER_URL)] };
}

/**
 * Who item `i` means; an address stands for the ID in it.
 * @throws FailureError `invalid` when it is empty, no e-mail address, or no address of a user
 */
export function highqUserKey(context: IExecuteFunctions, i: number): MatchKey<HighQKey> {
	const id = idByUrl(context, i, { displayName: 'User', name: 'user', url: USER_URL });
	return id === undefined ? userKey(context, i, USER_MODES) : { by: 'id', value: id };
}

/** Traps of the columns, below "Fields". */
export const FIELDS_NOTICE =
	'Links take JSON like {"LinkedIn": "https://…"} and replace all links of their kind. To move a user to another organisation, map its ID, name and address ID together.';

/** What HighQ wants of a new user, and what it does not do. */
export const NEWCOMER_NOTICE =
	'A new user needs E-Mail, First Name and Last Name. HighQ finds the organisation by the domain of the address; for other domains map Organisation ID. HighQ sends no invitation: invite the user in HighQ.';

/** Opens the credential that "Authentication" names; it takes no expression, so it holds for all items. */
export async function openHighQ(context: IExecuteFunctions | ILoadOptionsFunctions): Promise<Session> {
	const chosen =
		'getCurrentNodeParameter' in context
			? context.getCurrentNodeParameter('authentication')
			: context.getNodeParameter('authentication', 0, 'accessToken');
	return await openSession(context, chosen === 'oAuth2' ? 'highQPublisherOAuth2Api' : 'highQPublisherApi');
}

/** The format of requests and answers. */
export const formatOption: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'JSON', value: 'json', description: 'Keeps numbers and empty values apart from texts' },
		{ name: 'XML', value: 'xml', description: 'For instances or servers in between that let only XML pass' },
	],
	default: 'json',
	description: 'The format in which HighQ is asked and answers',
};

/** Runs an operation in the format that "Format" says; it takes no expression, so it holds for all items. */
export async function inFormat(
	context: IExecuteFunctions,
	run: <User>(format: UserFormat<User>) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	return context.getNodeParameter('options.format', 0, 'json') === 'xml' ? await run(xmlFormat) : await run(jsonFormat);
}

/**
 * What item `i` asks for, as columns or as a SCIM user.
 * @throws FailureError `invalid`
 */
export function highqEdits(context: IExecuteFunctions, i: number): FieldEdits {
	return storedEdits(
		inputEdits(context, i, { specs: HIGHQ_FIELDS, table: HIGHQ_SCIM, fields: () => mappedEdits(context, i, HIGHQ_FIELDS) }),
	);
}
