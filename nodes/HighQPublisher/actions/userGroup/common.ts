import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { keyTexts } from '../../../shared/fields/keyText';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';
import type { Session } from '../../../shared/n8n/session';
import { GROUP } from '../../documents';
import { highqRecords, type HighQRecords } from '../../records';
import { highqRequest, type HighQRequest } from '../../transport/request';
import { highqSession } from '../open';
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

/** Opens the credential and HighQ's user groups, which are read and written in JSON. */
export async function openGroups(
	context: IExecuteFunctions,
): Promise<Readonly<{ session: Session; request: HighQRequest; groups: HighQRecords }>> {
	const session = await highqSession(context);
	const request = highqRequest(session);
	return { session, request, groups: highqRecords(request, GROUP) };
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
