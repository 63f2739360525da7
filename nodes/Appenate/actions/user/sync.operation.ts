import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { keepingKey } from '../../../shared/n8n/keepingKey';
import type { Operation } from '../../../shared/n8n/operations';
import { repeatsOf } from '../../../shared/n8n/patienceOptions';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { ofExecution, syncUsers } from '../../../shared/n8n/sync';
import { missingOf, neverDeactivateOption, syncParameters } from '../../../shared/n8n/syncParameters';
import { personParameter } from '../../../shared/n8n/user';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creatingOrUpdating, updating } from '../../../shared/provisioning/courses';
import { appenateOptions, openAppenate } from '../open';
import { appenateDirectory } from '../../appenateDirectory';
import { billingWarnings } from '../../billing';
import { APPENATE_FIELDS } from '../../profile';
import { RULES } from '../../rules';
import { appenateRequest } from '../../transport/request';
import { doNotEmailParameter, FIELDS_NOTICE, formatOf, formatOption, NEWCOMER_MODES, placesOption, USER_MODES } from './common';
import { isScim, membershipOptions, verifyOption } from './input';
import { leaversOf, listedPerson, listWith, newcomersOf, type Person } from './people';
import { inactiveWordOption } from './statusWord';

const shown = { resource: ['user'], operation: ['sync'] };

const description: INodeProperties[] = [
	personParameter(
		NEWCOMER_MODES,
		shown,
		'The key of the person that an item is about. All users are listed once and compared with all items.',
	),
	...inputParameters(shown, `A new user needs First Name, Last Name and Email; the key under User counts. ${FIELDS_NOTICE}`),
	...syncParameters(shown, { creates: true, deactivates: true, scopeField: 'Metadata: Department' }),
	doNotEmailParameter(
		shown,
		'Whether to keep Appenate from writing to users. Switch it off to have new users invited by e-mail; changes may send one too.',
	),
	appenateOptions(shown, [
		formatOption,
		placesOption,
		...membershipOptions,
		scimMappingOption,
		inactiveWordOption,
		verifyOption,
		neverDeactivateOption,
		...writeOptions('sync', { otherKeys: USER_MODES, clears: true }),
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openAppenate(context);
	const directory = appenateDirectory(appenateRequest(session, formatOf(context)), { scim: isScim(context) });
	const { everybody, leavers, deactivates } = leaversOf(context, directory);
	const creates = (): boolean => missingOf(context) === 'create';
	return await syncUsers(context, {
		session,
		directory: { ...directory, everybody },
		how: ofExecution(session, () => listWith(context)),
		course: (listed) =>
			creates() ? creatingOrUpdating({ ...directory, ...listed }, newcomersOf(directory), repeatsOf(context)) : updating(listed),
		read: (i): Person => keepingKey(listedPerson(context, i), APPENATE_FIELDS),
		show: plainObject,
		foreseen: billingWarnings,
		rules: RULES,
		leavers,
		missing: () => missingOf(context),
		deactivates,
	});
}

export const sync: Operation = { description, execute };
