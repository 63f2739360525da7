import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation, ShownFor } from '../../../shared/n8n/operations';
import { syncUsers } from '../../../shared/n8n/sync';
import { missingOf, neverDeactivateOption, syncParameters } from '../../../shared/n8n/syncParameters';
import { personParameter } from '../../../shared/n8n/user';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { updating } from '../../../shared/provisioning/courses';
import { showUser, SILENT } from '../../profile';
import { RULES } from '../../rules';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { EDIT_OPTIONS, FIELDS_NOTICE, fieldsOrScim, resolving } from './edits';
import { askedFirst, departmentParameters, newUserNotices, newUserOptions } from './newUser';
import { iSpringLeavers, joining, keepingOwnKey, PERSON_MODES, readPerson, USER_MODES } from './people';

const shown = { resource: ['user'], operation: ['sync'] };
const whileCreating = { ...shown, missing: ['create'] };
const by = (...api: string[]): ShownFor & { api: string[] } => ({ ...shown, api });

const description: INodeProperties[] = [
	personParameter(
		PERSON_MODES,
		shown,
		'The e-mail address or login of the person that an item is about. All users are listed once and compared with all items.',
	),
	...fieldsOrScim(shown, FIELDS_NOTICE),
	...syncParameters(by('rest', 'soap'), { creates: true, deactivates: true, scopeField: 'departmentId' }),
	...syncParameters(by('restHeader'), { creates: true, deactivates: false, scopeField: 'departmentId' }),
	...departmentParameters(
		whileCreating,
		'Where a new user is made; an existing user stays where they are, unless a Department ID is mapped under Fields',
	),
	...newUserNotices(whileCreating),
	newUserOptions(shown, [neverDeactivateOption, ...EDIT_OPTIONS, ...writeOptions('sync', { otherKeys: USER_MODES, clears: true })]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, directory } = await openISpring(context, APIS.user.sync);
	const creates = (): boolean => missingOf(context) === 'create';
	return await syncUsers(context, {
		session,
		directory,
		how: SILENT,
		course: (listed) =>
			creates()
				? joining(context, { ...directory, ...listed }, directory)
				: resolving(context, askedFirst(updating(listed), directory), directory),
		read: (i, leftOut) => keepingOwnKey(readPerson({ context, i, leftOut }, { protocol, directory, creates: creates() })),
		show: showUser,
		rules: RULES,
		leavers: () => iSpringLeavers(context, directory),
		missing: () => missingOf(context),
		...('setActive' in directory ? { deactivates: directory } : {}),
	});
}

export const sync: Operation = { description, execute };
