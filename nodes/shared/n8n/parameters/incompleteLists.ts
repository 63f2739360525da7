import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed, type ListEnd } from '../../failure';
import { REQUESTS } from './groups';

/** What to do with a list that may lack rows. It holds for the execution, so it takes no expression. */
export const incompleteListOption: INodeProperties = {
	displayName: 'If the List Is Incomplete',
	name: 'incompleteList',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Continue With What Was Read',
			value: 'continue',
			description: 'A hint says why users may be missing, and no user is treated as missing from your list',
		},
		{ name: 'Fail', value: 'fail', description: 'The node fails and writes nothing' },
	],
	default: 'fail',
	description: 'What to do when the list of users may be incomplete, for example because users changed while it was read',
};

/**
 * Refuses a list that may lack rows, unless the user takes it as it is.
 * @param of whose list it is; `unwritten` where something would have been written by it
 * @throws FailureError `incomplete`
 */
export function assertComplete(context: IExecuteFunctions, end: ListEnd, { users, unwritten }: Of = {}): void {
	if (end.complete || end.lacks === 'details') return;
	const { displayName, name, default: usual } = incompleteListOption;
	if (context.getNodeParameter(`${REQUESTS.path}.${name}`, 0, usual) === 'continue') return;
	throw failed({
		kind: 'incomplete',
		...(unwritten ? { unwritten } : {}),
		says: `The list ${users ? 'of users ' : ''}may be incomplete: ${end.why}`,
		todo: `Run it again when no one is making changes, or set "${displayName}" to "Continue With What Was Read" under Options, Requests.`,
	});
}

type Of = Readonly<{ users?: true; unwritten?: true }>;
