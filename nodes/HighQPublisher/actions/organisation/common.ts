import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { locatorParameter, selectedId, type Located } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';
import type { RecordLimit } from '../../../shared/n8n/recordGuard';
import { ORGANISATIONS } from '../../documents';
import { highqRecords, type HighQRecords } from '../../records';
import type { HighQRequest } from '../../transport/request';
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

export function organisationsOf(request: HighQRequest): HighQRecords {
	return highqRecords(request, ORGANISATIONS);
}
