import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ReadBack } from '../../provisioning/readBack';
import { REQUESTS } from './groups';
import { includedUser } from './included';
import { choiceOf } from './readings';

/** Among the requests: whether each written user is read again. It holds for the execution. */
export const readBackOption: INodeProperties = {
	displayName: 'Read Back',
	name: 'readBack',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Always', value: 'always', description: 'After every write, with a warning for what was not kept' },
		{
			name: 'When the Answer Leaves It Open',
			value: 'whenUnproven',
			description: 'Not after an answer that the vendor documents as success. Saves one request per changed user.',
		},
	],
	default: 'always',
	description: 'Whether to read a user again after a write, to see what the vendor kept. With Include User, the user is always read.',
};

/**
 * What "Read Back" says; always, where the user comes along as it is then.
 * @throws FailureError `invalid`
 */
export function readBackOf(context: Pick<IExecuteFunctions, 'getNodeParameter'>): ReadBack {
	const chosen = choiceOf(context, 0, readBackOption, { words: ['always', 'whenUnproven'], within: REQUESTS.path });
	return includedUser(context) === 'no' ? chosen : 'always';
}
