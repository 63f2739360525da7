import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { getUser } from '../../../shared/n8n/get';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { highqDirectory } from '../../highqDirectory';
import { simplified } from '../../simplified';
import { highqRequest } from '../../transport/request';
import { USER_MODES, formatOption, inFormat, openHighQ } from './common';

const shown = { resource: ['user'], operation: ['get'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to read'),
	...outputParameters(shown),
	optionsParameter(shown, [formatOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openHighQ(context);
	return await inFormat(context, async (format) =>
		await getUser(context, {
			session,
			find: highqDirectory(highqRequest(session), format).find,
			read: (i) => ({ key: userKey(context, i, USER_MODES), with: {} }),
			show: format.show,
			simplified,
		}),
	);
}

export const get: Operation = { description, execute };
