import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { scimMappingOption } from '../../../shared/n8n/scim';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creating } from '../../../shared/provisioning/courses';
import { showUser } from '../../profile';
import { RULES } from '../../rules';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { fieldsOrScim, resolving, userEdits } from './edits';
import { askedFirst, departmentParameters, invitationOf, newcomer, newUserEdits, newUserNotices, newUserOptions } from './newUser';

const shown = { resource: ['user'], operation: ['create'] };

const description: INodeProperties[] = [
	...departmentParameters(shown, 'The department that the new user belongs to, unless an item brings its own departmentId under Fields'),
	...fieldsOrScim(shown),
	...newUserNotices(shown),
	newUserOptions(shown, [scimMappingOption, ...writeOptions('create')]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, directory } = await openISpring(context, APIS.user.create);
	return await writeUsers(context, {
		session,
		course: resolving(context, askedFirst(creating(directory), directory), directory),
		read: (i, leftOut) => {
			const edits = userEdits({ context, i, leftOut }, protocol);
			directory.assertCarried(edits);
			const beside = newUserEdits(context, i, protocol);
			return { edits: newcomer(edits, beside), with: { invitation: invitationOf(context, i, protocol), beside } };
		},
		show: showUser,
		rules: RULES,
	});
}

export const create: Operation = { description, execute };
