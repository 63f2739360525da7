import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { keepingKey } from '../../../shared/n8n/keepingKey';
import type { Operation } from '../../../shared/n8n/operations';
import { repeatsOf } from '../../../shared/n8n/patienceOptions';
import { scimMappingOption } from '../../../shared/n8n/scim';
import { syncUsers } from '../../../shared/n8n/sync';
import { missingOf, syncParameters } from '../../../shared/n8n/syncParameters';
import { personParameter } from '../../../shared/n8n/user';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creatingOrUpdating, updating } from '../../../shared/provisioning/courses';
import { AXERO_FIELDS } from '../../profile';
import { RULES } from '../../rules';
import { wholeDirectory, withDetails } from '../../wholeDirectory';
import { axeroOptions, openAxero } from '../open';
import { PERSON_MODES, USER_MODES, verifyOption } from './common';
import { axeroInput, hintInactive } from './input';
import { axeroLeavers, listHow, newcomer, readPerson } from './people';

const shown = { resource: ['user'], operation: ['sync'] };

const description: INodeProperties[] = [
	personParameter(PERSON_MODES, shown, 'The person that an item is about. All users are listed once and compared with all items.'),
	...axeroInput(
		shown,
		'Axero does not document the calls that list and show users. Its list shows names, user names and e-mail addresses; when other labels are mapped, the details of each person in the input are read too.',
	),
	...syncParameters(shown, { creates: true, deactivates: false, scopeField: 'Department' }),
	axeroOptions(shown, [scimMappingOption, verifyOption, ...writeOptions('sync', { otherKeys: USER_MODES, clears: true })]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request, directory } = await openAxero(context);
	const everybody = wholeDirectory(request, directory);
	hintInactive(context);
	return await syncUsers(context, {
		session,
		directory: everybody,
		how: listHow(context, session),
		course: (listed) => {
			const detailed = withDetails(request, listed);
			return missingOf(context) === 'create'
				? creatingOrUpdating({ ...everybody, ...detailed }, newcomer, repeatsOf(context))
				: updating(detailed);
		},
		read: (i) => keepingKey(readPerson(context, i), AXERO_FIELDS),
		show: plainObject,
		rules: RULES,
		leavers: () => axeroLeavers(context),
		missing: () => missingOf(context),
	});
}

export const sync: Operation = { description, execute };
