import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { keyTexts } from '../../../shared/n8n/keyText';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';
import { GROUPS } from '../../documents';
import { highqRecords, type HighQRecords } from '../../records';
import type { HighQRequest } from '../../transport/request';
import { recordUrl } from '../recordUrl';

const LOCATED = {
	displayName: 'User Group',
	name: 'group',
	searchListMethod: 'searchGroups',
	placeholder: 'e.g. 7',
	url: recordUrl('group', '7'),
};

/** The parameter "User Group". */
export function groupParameter(show: ShownFor, description: string): INodeProperties {
	return locatorParameter({ ...LOCATED, description }, show);
}

export function groupId(context: IExecuteFunctions, i: number): string {
	return selectedId(context, i, LOCATED);
}

export function groupsOf(request: HighQRequest): HighQRecords {
	return highqRecords(request, GROUPS);
}

/** IDs and addresses in "Members", also within a collection; empty when there are none. */
export function membersIn(given: unknown): readonly string[] {
	return keyTexts('Members', given);
}

export const MEMBERS: INodeProperties = {
	displayName: 'Members',
	name: 'members',
	type: 'string',
	default: '',
	placeholder: 'e.g. ana@example.com, 31',
	description: 'IDs and e-mail addresses of users, separated by commas, or a list',
};
