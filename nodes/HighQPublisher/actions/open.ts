import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import { REQUESTS } from '../../shared/n8n/parameters/groups';
import { readBackOf } from '../../shared/n8n/parameters/readBack';
import { toText } from '../../shared/fields/values';
import { openSession, type Session } from '../../shared/n8n/session/session';
import { highqDirectory, type HighQDirectory } from '../user/highqDirectory';
import { namedOrganisations, type NamedOrganisations } from '../user/organisations';
import type { Ignored } from '../wire/paths';
import { highqRequest, type Format, type HighQRequest } from '../wire/request';

/** The format of requests and answers about users. */
export const formatOption: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'JSON', value: 'json', description: 'Tells numbers, text and empty values apart' },
		{ name: 'XML', value: 'xml', description: 'For instances or proxies that only allow XML' },
	],
	default: 'json',
	description: 'The format of requests and answers',
};

/** What "Format" says; it takes no expression, so it holds for all items. */
export function formatOf(context: IExecuteFunctions): Format {
	return context.getNodeParameter(`${REQUESTS.path}.format`, 0, 'json') === 'xml' ? 'xml' : 'json';
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
): Promise<Readonly<{ session: Session; request: HighQRequest; directory: HighQDirectory; organisations: NamedOrganisations }>> {
	const session = await highqSession(context);
	const request = highqRequest(session, formatOf(context));
	// Organisations are read in JSON, whatever the format of users.
	return {
		session,
		request,
		directory: highqDirectory(request, readBackOf(context)),
		organisations: namedOrganisations(highqRequest(session)),
	};
}

/** The option for properties that HighQ gives otherwise at each read. */
export const ignoreChangesOption: INodeProperties = {
	displayName: 'Ignore Changes In',
	name: 'ignoreChangesIn',
	type: 'string',
	default: '',
	placeholder: 'e.g. img, lastlogindate',
	description:
		'Comma-separated list of fields that may change while an item runs without causing a conflict, such as image URLs signed on each read. Use a dot for nested fields. The last value read is written back.',
};

/** What item `i` leaves out of the comparison before a write. */
export function ignoredIn(context: IExecuteFunctions, i: number): Ignored {
	const given: unknown = context.getNodeParameter('options.ignoreChangesIn', i, '');
	const names = Array.isArray(given) ? given : [given ?? ''];
	return names
		.flatMap((name) => toText(ignoreChangesOption.displayName, name).split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
}
