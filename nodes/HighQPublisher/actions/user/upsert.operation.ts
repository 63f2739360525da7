import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { keepingKey } from '../../../shared/n8n/keepingKey';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { repeatsOf } from '../../../shared/n8n/patienceOptions';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { personParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creatingOrUpdating } from '../../../shared/provisioning/courses';
import { HIGHQ_FIELDS, RULES } from '../../profile';
import { ignoredOption } from '../ignored';
import { formatOption, openHighQ } from '../open';
import { FIELDS_NOTICE, NEWCOMER_NOTICE, USER_MODES } from './common';
import { newcomer, PERSON_MODES, readPerson } from './people';

const shown = { resource: ['user'], operation: ['upsert'] };

const description: INodeProperties[] = [
	personParameter(PERSON_MODES, shown, 'The user to update, by e-mail address. If nobody has it, a user with this address is created.'),
	...inputParameters(shown, FIELDS_NOTICE),
	{ displayName: NEWCOMER_NOTICE, name: 'newcomerNotice', type: 'notice', default: '', displayOptions: { show: shown } },
	optionsParameter(shown, [
		formatOption,
		ignoredOption,
		scimMappingOption,
		...writeOptions('update', { otherKeys: USER_MODES, clears: true }),
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openHighQ(context);
	return await writeUsers(context, {
		session,
		course: creatingOrUpdating(directory, newcomer, repeatsOf(context)),
		read: (i) => keepingKey(readPerson(context, i), HIGHQ_FIELDS),
		show: plainObject,
		rules: RULES,
	});
}

export const upsert: Operation = { description, execute };
