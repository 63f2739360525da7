import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { keepingKey } from '../../../shared/n8n/keepingKey';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { repeatsOf } from '../../../shared/n8n/patienceOptions';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { syncUsers } from '../../../shared/n8n/sync';
import { missingOf, neverDeactivateOption, syncParameters } from '../../../shared/n8n/syncParameters';
import { personParameter } from '../../../shared/n8n/user';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creatingOrUpdating, updating } from '../../../shared/provisioning/courses';
import { HIGHQ_FIELDS, RULES } from '../../profile';
import { ignoredOption } from '../ignored';
import { formatOption, openHighQ } from '../open';
import { FIELDS_NOTICE, USER_MODES } from './common';
import { highqLeavers, newcomer, PERSON_MODES, readPerson } from './people';

const shown = { resource: ['user'], operation: ['sync'] };

const description: INodeProperties[] = [
	personParameter(
		PERSON_MODES,
		shown,
		'The e-mail address of the person that an item is about. All users are listed once and compared with all items.',
	),
	...inputParameters(shown, FIELDS_NOTICE),
	...syncParameters(shown, { creates: true, deactivates: true, scopeField: 'department' }),
	optionsParameter(shown, [
		formatOption,
		ignoredOption,
		scimMappingOption,
		neverDeactivateOption,
		...writeOptions('sync', { otherKeys: USER_MODES, clears: true }),
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openHighQ(context);
	return await syncUsers(context, {
		session,
		directory,
		how: {},
		course: (listed) =>
			missingOf(context) === 'create' ? creatingOrUpdating({ ...directory, ...listed }, newcomer, repeatsOf(context)) : updating(listed),
		read: (i) => keepingKey(readPerson(context, i), HIGHQ_FIELDS),
		show: plainObject,
		rules: RULES,
		leavers: () => highqLeavers(context, directory),
		missing: () => missingOf(context),
		deactivates: directory,
	});
}

export const sync: Operation = { description, execute };
