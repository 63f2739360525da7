import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { updating } from '../../../shared/provisioning/courses';
import { showUser, SILENT } from '../../profile';
import { RULES } from '../../rules';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { iSpringOptions } from '../parameters';
import { EDIT_OPTIONS, FIELDS_NOTICE, fieldsOrScim, resolving, userEdits } from './edits';
import { askedFirst } from './newUser';
import { USER_MODES } from './people';

const shown = { resource: ['user'], operation: ['update'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to update. A user that does not exist is never created.'),
	...fieldsOrScim(shown, FIELDS_NOTICE),
	iSpringOptions(shown, [...EDIT_OPTIONS, ...writeOptions('update', { otherKeys: USER_MODES, clears: true })]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, directory } = await openISpring(context, APIS.user.update);
	return await writeUsers(context, {
		session,
		course: resolving(context, askedFirst(updating(directory), directory), directory),
		read: (i, leftOut) => {
			const key = userKey(context, i, USER_MODES);
			const edits = userEdits({ context, i, leftOut }, protocol);
			directory.assertCarried(edits);
			return { key, otherKeys: otherKeysOf(context, i, USER_MODES), edits, with: SILENT };
		},
		show: showUser,
		rules: RULES,
	});
}

export const update: Operation = { description, execute };
