import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { deleting } from '../../../shared/provisioning/courses';
import { appenateOptions, openAppenate } from '../open';
import { appenateDirectory, QUIETLY } from '../../appenateDirectory';
import { appenateRequest } from '../../transport/request';
import { RULES } from '../../rules';
import { appenateOtherKeys, appenateUser, formatOf, formatOption, USER_MODES } from './common';

const shown = { resource: ['user'], operation: ['delete'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to delete at once and for good. This cannot be undone; Deactivate keeps the user and can.'),
	appenateOptions(shown, [formatOption, ...writeOptions('delete', { otherKeys: USER_MODES })]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openAppenate(context);
	return await writeUsers(context, {
		session,
		course: deleting(appenateDirectory(appenateRequest(session, formatOf(context)))),
		read: (i) => ({ key: appenateUser(context, i), otherKeys: appenateOtherKeys(context, i), with: QUIETLY }),
		show: plainObject,
		rules: RULES,
	});
}

export const remove: Operation = { description, execute };
