import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { locatorParameter, selectedId, type Located } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';
import type { Session } from '../../../shared/n8n/session';
import type { RecordLimit } from '../../../shared/n8n/recordGuard';
import { ORGANISATION } from '../../documents';
import { highqRecords, type HighQRecords } from '../../records';
import { highqRequest, type HighQRequest } from '../../transport/request';
import { highqSession } from '../open';
import { recordUrl } from '../recordUrl';

const LOCATED = {
	displayName: 'Organisation',
	name: 'organisation',
	searchListMethod: 'searchOrganisations',
	placeholder: 'e.g. 75',
	url: recordUrl('organisation', '75'),
};

/** What keeps the users of a whole organisation out counts alike, whatever HighQ calls it. */
export const ORGANISATIONS_OFF: RecordLimit = {
	displayName: 'Max Organisations to Disable or Archive',
	name: 'maxOrganisationsOff',
	default: 3,
	description:
		'How many organisations may lose access in one execution. When it would be more, nothing is written and the error says how many.',
	one: 'organisation',
	many: 'organisations',
	would: 'lose access',
};

/** The parameter "Organisation". */
export function organisationParameter(show: ShownFor, description: string): INodeProperties {
	const located: Located = { ...LOCATED, description };
	return locatorParameter(located, show);
}

export function organisationId(context: IExecuteFunctions, i: number): string {
	return selectedId(context, i, LOCATED);
}

/** Opens the credential and HighQ's organisations, which are read and written in JSON. */
export async function openOrganisations(
	context: IExecuteFunctions,
): Promise<Readonly<{ session: Session; request: HighQRequest; organisations: HighQRecords }>> {
	const session = await highqSession(context);
	const request = highqRequest(session);
	return { session, request, organisations: highqRecords(request, ORGANISATION) };
}
