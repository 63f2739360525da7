import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { fieldsParameters } from '../../../shared/n8n/fields';
import { moreFieldsParameters } from '../../../shared/n8n/moreFields';
import type { Operation } from '../../../shared/n8n/operations';
import { writeUsers } from '../../../shared/n8n/write';
import { creating } from '../../../shared/provisioning/courses';
import { MORE_NAMES } from '../../moreFields';
import { showUser, SILENT } from '../../profile';
import { openISpring } from '../open';
import { RULES } from '../../rules';
import { userEdits } from './common';
import { askedFirst, departmentParameters, invitationOf, newcomer, newUserEdits, newUserNotices, newUserOptions } from './newUser';

const shown = { resource: ['user'], operation: ['create'] };

const description: INodeProperties[] = [
	...departmentParameters(shown, 'The department that the new user belongs to, unless an item brings its own departmentId under Fields'),
	...fieldsParameters(shown),
	...newUserNotices(shown),
	...moreFieldsParameters(shown, MORE_NAMES),
	newUserOptions(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, directory } = await openISpring(context);
	return await writeUsers(context, {
		session,
		course: askedFirst(creating(directory), { directory, invitation: ({ with: invitation }) => invitation ?? SILENT }),
		read: (i) => ({ edits: newcomer(userEdits(context, i), newUserEdits(context, i, protocol)), with: invitationOf(context, i, protocol) }),
		show: showUser,
		rules: RULES,
	});
}

export const create: Operation = { description, execute };
