import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { locatorParameter, selectedId, type Located } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';
import { ORGANISATIONS } from '../../organisations';
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
