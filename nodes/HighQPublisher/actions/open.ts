import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import { openSession, type Session } from '../../shared/n8n/session/session';
import { highqDirectory, type HighQDirectory } from '../user/highqDirectory';
import { highqRequest, type Format, type HighQRequest } from '../wire/request';

/** The format of requests and answers about users. */
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

/** What "Format" says; it takes no expression, so it holds for all items. */
export function formatOf(context: IExecuteFunctions): Format {
	return context.getNodeParameter('options.format', 0, 'json') === 'xml' ? 'xml' : 'json';
}

/** Opens the credential that "Authentication" names; it takes no expression, so it holds for all items. */
export async function highqSession(context: IExecuteFunctions | ILoadOptionsFunctions): Promise<Session> {
	const chosen =
		'getCurrentNodeParameter' in context
			? context.getCurrentNodeParameter('authentication')
			: context.getNodeParameter('authentication', 0, 'accessToken');
	return await openSession(context, chosen === 'oAuth2' ? 'highQPublisherOAuth2Api' : 'highQPublisherApi');
}

/** Opens the credential and HighQ's users, in the format that "Format" says. */
export async function openHighQ(
	context: IExecuteFunctions,
): Promise<Readonly<{ session: Session; request: HighQRequest; directory: HighQDirectory }>> {
	const session = await highqSession(context);
	const request = highqRequest(session, formatOf(context));
	return { session, request, directory: highqDirectory(request) };
}
