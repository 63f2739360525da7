import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { getUser } from '../../../shared/n8n/get';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { highqDirectory } from '../../highqDirectory';
import { simplified } from '../../simplified';
import { highqRequest } from '../../transport/request';
import { formatOption, highqUserKey, highqUserParameter, inFormat, openHighQ } from './common';

const shown = { resource: ['user'], operation: ['get'] };

const description: INodeProperties[] = [
	highqUserParameter(shown, 'The user to read'),
	...outputParameters(shown),
	optionsParameter(shown, [formatOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openHighQ(context);
	return await inFormat(context, async (format) =>
		await getUser(context, {
			session,
			find: highqDirectory(highqRequest(session), format).find,
			read: (i) => ({ key: highqUserKey(context, i), with: {} }),
			show: format.show,
			simplified,
		}),
	);
}

export const get: Operation = { description, execute };
