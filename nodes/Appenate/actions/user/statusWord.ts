import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { INACTIVE } from '../../profile';
import { optionalText } from '../common';

/** The option for the word that Status gets, because the list of words is not documented. */
export function statusWordOption(
	usual: string,
	description = 'The word that Status gets. Appenate has Invited, Active and Inactive in its portal, and documents none for its API; change it when the item says that it was not kept.',
): INodeProperties {
	return { displayName: 'Status Word', name: 'statusWord', type: 'string', default: usual, description };
}

/** The same where an operation keeps some users out and others not. */
export const inactiveWordOption = statusWordOption(
	INACTIVE,
	'The word that Status gets for somebody who is kept out: leavers who are deactivated, and SCIM users who are not active. Appenate has Inactive in its portal, and documents no word for its API; change it when the item says that it was not kept.',
);

/** @throws FailureError `invalid` when it is empty */
export function statusWordOf(context: IExecuteFunctions, i: number, usual: string = INACTIVE): string {
	const given = optionalText(context.getNodeParameter('options.statusWord', i, usual), 'Status Word');
	if (given !== '') return given;
	throw failed({
		kind: 'invalid',
		parameter: 'Status Word',
		says: 'Status Word is empty',
		todo: `Give a word, such as ${usual}.`,
	});
}
