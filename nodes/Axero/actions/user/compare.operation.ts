import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { EMPTY_OPTIONS } from '../../../shared/n8n/emptyValues';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { otherKeysOption } from '../../../shared/n8n/otherKeys';
import { scimMappingOption } from '../../../shared/n8n/scim';
import { compareUsers } from '../../../shared/n8n/sync';
import { leaverReportParameters } from '../../../shared/n8n/syncParameters';
import { personParameter } from '../../../shared/n8n/user';
import { updating } from '../../../shared/provisioning/courses';
import { RULES } from '../../rules';
import { wholeDirectory, withDetails } from '../../wholeDirectory';
import { axeroOptions, openAxero } from '../open';
import { PERSON_MODES, USER_MODES } from './common';
import { axeroInput } from './input';
import { axeroLeavers, listHow, readPerson } from './people';

const shown = { resource: ['user'], operation: ['compare'] };

const description: INodeProperties[] = [
	personParameter(
		PERSON_MODES,
		shown,
		'The person that an item is about. All users are listed once and compared with all items; nothing is written.',
	),
	...axeroInput(shown),
	...leaverReportParameters(shown, 'Department'),
	axeroOptions(shown, [scimMappingOption, otherKeysOption(USER_MODES), ...EMPTY_OPTIONS, incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request, directory } = await openAxero(context);
	return await compareUsers(context, {
		session,
		directory: wholeDirectory(request, directory),
		how: listHow(context, session),
		course: (listed) => updating(withDetails(request, listed)),
		read: (i) => readPerson(context, i),
		show: plainObject,
		rules: RULES,
		leavers: () => axeroLeavers(context),
	});
}

export const compare: Operation = { description, execute };
