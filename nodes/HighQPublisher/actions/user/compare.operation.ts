import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { EMPTY_OPTIONS } from '../../../shared/n8n/emptyValues';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { otherKeysOption } from '../../../shared/n8n/otherKeys';
import { compareUsers } from '../../../shared/n8n/sync';
import { leaverReportParameters } from '../../../shared/n8n/syncParameters';
import { personParameter } from '../../../shared/n8n/user';
import { updating } from '../../../shared/provisioning/courses';
import { RULES } from '../../profile';
import { formatOption, openHighQ } from '../open';
import { USER_MODES } from './common';
import { highqLeavers, PERSON_MODES, readPerson } from './people';

const shown = { resource: ['user'], operation: ['compare'] };

const description: INodeProperties[] = [
	personParameter(
		PERSON_MODES,
		shown,
		'The e-mail address of the person that an item is about. All users are listed once and compared with all items; nothing is written.',
	),
	...inputParameters(shown),
	...leaverReportParameters(shown, 'department'),
	optionsParameter(shown, [formatOption, scimMappingOption, otherKeysOption(USER_MODES), ...EMPTY_OPTIONS, incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openHighQ(context);
	return await compareUsers(context, {
		session,
		directory,
		how: {},
		course: updating,
		read: (i) => readPerson(context, i),
		show: plainObject,
		rules: RULES,
		leavers: () => highqLeavers(context, directory),
	});
}

export const compare: Operation = { description, execute };
