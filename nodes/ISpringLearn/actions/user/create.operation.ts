import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { fieldsParameters } from '../../../shared/n8n/fields';
import { locatorParameter } from '../../../shared/n8n/locator';
import { moreFieldsParameters } from '../../../shared/n8n/moreFields';
import type { Operation } from '../../../shared/n8n/operations';
import { writeUsers } from '../../../shared/n8n/write';
import { creating } from '../../../shared/provisioning/courses';
import { MORE_NAMES } from '../../moreFields';
import { showUser } from '../../profile';
import { openRest } from '../open';
import { DEPARTMENT } from '../organisation';
import { SECRET, userEdits } from './common';
import { invitationOf, NEW_USER_NOTICE, newcomer, newUserEdits, newUserOptions } from './newUser';

const shown = { resource: ['user'], operation: ['create'] };

const description: INodeProperties[] = [
	locatorParameter({ ...DEPARTMENT, description: 'The department that the new user belongs to, unless an item brings its own departmentId under Fields' }, shown),
	...fieldsParameters(shown, NEW_USER_NOTICE),
	...moreFieldsParameters(shown, MORE_NAMES),
	newUserOptions(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openRest(context);
	return await writeUsers(context, {
		session,
		course: creating(directory),
		read: (i) => ({ edits: newcomer(userEdits(context, i), newUserEdits(context, i)), with: invitationOf(context, i) }),
		show: showUser,
		secret: SECRET,
	});
}

export const create: Operation = { description, execute };
