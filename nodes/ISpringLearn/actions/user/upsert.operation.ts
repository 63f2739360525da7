import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { personParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { showUser } from '../../profile';
import { RULES } from '../../rules';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { EDIT_OPTIONS, fieldsOrScim } from './edits';
import { departmentParameters, newUserNotices, newUserOptions } from './newUser';
import { joining, keepingOwnKey, PERSON_MODES, readPerson, USER_MODES } from './people';

const shown = { resource: ['user'], operation: ['upsert'] };

const description: INodeProperties[] = [
	personParameter(PERSON_MODES, shown, 'Whoever has this e-mail address or login is updated; when nobody has it, a user with it is made'),
	...departmentParameters(
		shown,
		'Where a new user is made; an existing user stays where they are, unless a Department ID is mapped under Fields',
	),
	...fieldsOrScim(shown),
	...newUserNotices(shown),
	newUserOptions(shown, [...EDIT_OPTIONS, ...writeOptions('update', { otherKeys: USER_MODES, clears: true })]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, directory } = await openISpring(context, APIS.user.upsert);
	return await writeUsers(context, {
		session,
		course: joining(context, directory, directory),
		read: (i, leftOut) => keepingOwnKey(readPerson({ context, i, leftOut }, { protocol, directory, creates: true })),
		show: showUser,
		rules: RULES,
	});
}

export const upsert: Operation = { description, execute };
