import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { openSession, type Session } from '../../../shared/n8n/session';
import type { UserMode } from '../../../shared/n8n/user';
import type { HighQKey } from '../../profile';

/** How a user can be named at HighQ. */
export const USER_MODES: ReadonlyArray<UserMode<HighQKey>> = [
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
	{ by: 'id', label: 'By ID', placeholder: 'e.g. 31' },
];

/** Opens the credential that "Authentication" names; it takes no expression, so it holds for all items. */
export async function openHighQ(context: IExecuteFunctions): Promise<Session> {
	const chosen = context.getNodeParameter('authentication', 0, 'accessToken');
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

/** Whether "Format" says XML; it takes no expression, so it holds for all items. */
export function asksForXml(context: IExecuteFunctions): boolean {
	return context.getNodeParameter('options.format', 0, 'json') === 'xml';
}
