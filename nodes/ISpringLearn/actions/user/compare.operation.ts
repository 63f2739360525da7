import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { EMPTY_OPTIONS } from '../../../shared/n8n/emptyValues';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { otherKeysOption } from '../../../shared/n8n/otherKeys';
import { compareUsers } from '../../../shared/n8n/sync';
import { leaverReportParameters } from '../../../shared/n8n/syncParameters';
import { personParameter } from '../../../shared/n8n/user';
import { updating } from '../../../shared/provisioning/courses';
import { showUser, SILENT } from '../../profile';
import { RULES } from '../../rules';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { iSpringOptions } from '../parameters';
import { EDIT_OPTIONS, fieldsOrScim, resolving } from './edits';
import { iSpringLeavers, PERSON_MODES, readPerson, USER_MODES } from './people';

const shown = { resource: ['user'], operation: ['compare'] };

const description: INodeProperties[] = [
	personParameter(
		PERSON_MODES,
		shown,
		'The e-mail address or login of the person that an item is about. All users are listed once and compared with all items; nothing is written.',
	),
	...fieldsOrScim(shown),
	...leaverReportParameters(shown, 'departmentId'),
	iSpringOptions(shown, [...EDIT_OPTIONS, otherKeysOption(USER_MODES), ...EMPTY_OPTIONS, incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, directory } = await openISpring(context, APIS.user.compare);
	return await compareUsers(context, {
		session,
		directory,
		how: SILENT,
		course: (listed) => resolving(context, updating(listed), directory),
		read: (i, leftOut) => readPerson({ context, i, leftOut }, { protocol, directory, creates: false }),
		show: showUser,
		rules: RULES,
		leavers: () => iSpringLeavers(context, directory),
	});
}

export const compare: Operation = { description, execute };
