import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { deleting } from '../../../shared/provisioning/courses';
import { showUser, SILENT } from '../../profile';
import { RULES } from '../../rules';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { iSpringOptions } from '../parameters';
import { USER_MODES } from './people';

const shown = { resource: ['user'], operation: ['delete'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to delete. This cannot be undone; Deactivate keeps what belongs to the user.'),
	iSpringOptions(shown, writeOptions('delete', { otherKeys: USER_MODES })),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openISpring(context, APIS.user.delete);
	return await writeUsers(context, {
		session,
		course: deleting(directory),
		read: (i) => ({ key: userKey(context, i, USER_MODES), otherKeys: otherKeysOf(context, i, USER_MODES), with: SILENT }),
		show: showUser,
		rules: RULES,
	});
}

export const deleteUser: Operation = { description, execute };
