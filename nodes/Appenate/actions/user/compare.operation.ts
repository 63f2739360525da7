import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { EMPTY_OPTIONS } from '../../../shared/n8n/emptyValues';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { otherKeysOption } from '../../../shared/n8n/otherKeys';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { compareUsers, ofExecution } from '../../../shared/n8n/sync';
import { leaverReportParameters } from '../../../shared/n8n/syncParameters';
import { personParameter } from '../../../shared/n8n/user';
import { updating } from '../../../shared/provisioning/courses';
import { appenateOptions, openAppenate } from '../open';
import { appenateDirectory } from '../../appenateDirectory';
import { RULES } from '../../rules';
import { appenateRequest } from '../../transport/request';
import { formatOf, formatOption, NEWCOMER_MODES, placesOption, USER_MODES } from './common';
import { isScim, membershipOptions } from './input';
import { leaversOf, listedPerson, listWith } from './people';
import { inactiveWordOption } from './statusWord';

const shown = { resource: ['user'], operation: ['compare'] };

const description: INodeProperties[] = [
	personParameter(
		NEWCOMER_MODES,
		shown,
		'The key of the person that an item is about. All users are listed once and compared with all items; nothing is written.',
	),
	...inputParameters(shown),
	...leaverReportParameters(shown, 'Metadata: Department'),
	appenateOptions(shown, [
		formatOption,
		placesOption,
		...membershipOptions,
		scimMappingOption,
		inactiveWordOption,
		otherKeysOption(USER_MODES),
		...EMPTY_OPTIONS,
		incompleteListOption,
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openAppenate(context);
	const directory = appenateDirectory(appenateRequest(session, formatOf(context)), { scim: isScim(context) });
	const { everybody, leavers } = leaversOf(context, directory);
	return await compareUsers(context, {
		session,
		directory: { ...directory, everybody },
		how: ofExecution(session, () => listWith(context)),
		course: updating,
		read: (i) => listedPerson(context, i),
		show: plainObject,
		rules: RULES,
		leavers,
	});
}

export const compare: Operation = { description, execute };
