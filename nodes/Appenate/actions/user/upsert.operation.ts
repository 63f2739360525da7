import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { keepingKey } from '../../../shared/n8n/keepingKey';
import type { Operation } from '../../../shared/n8n/operations';
import { repeatsOf } from '../../../shared/n8n/patienceOptions';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { personParameter, userKey } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creatingOrUpdating } from '../../../shared/provisioning/courses';
import { appenateOptions, openAppenate } from '../open';
import { appenateDirectory } from '../../appenateDirectory';
import { billingWarnings } from '../../billing';
import { NEWCOMER_FIELDS, withoutStatus } from '../../newcomer';
import { APPENATE_FIELDS } from '../../profile';
import { RULES } from '../../rules';
import { appenateRequest } from '../../transport/request';
import {
	appenateOtherKeys,
	doNotEmailParameter,
	FIELDS_NOTICE,
	formatOf,
	formatOption,
	NEWCOMER_MODES,
	placesOption,
	USER_MODES,
} from './common';
import { isScim, membershipOptions, verifyOption, wishOf } from './input';
import { newcomersOf, type Person } from './people';
import { inactiveWordOption } from './statusWord';

const shown = { resource: ['user'], operation: ['upsert'] };

const description: INodeProperties[] = [
	personParameter(
		NEWCOMER_MODES,
		shown,
		'The key that finds the user. Where nobody has it, a user is created with it; where several have it, none of them is touched.',
	),
	...inputParameters(shown, `A new user needs First Name, Last Name and Email; the key under User counts. ${FIELDS_NOTICE}`),
	doNotEmailParameter(
		shown,
		'Whether to keep Appenate from writing to the user. Switch it off to have new users invited by e-mail; changes may send one too.',
	),
	appenateOptions(shown, [
		formatOption,
		placesOption,
		...membershipOptions,
		scimMappingOption,
		inactiveWordOption,
		verifyOption,
		...writeOptions('update', { otherKeys: USER_MODES, clears: true }),
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openAppenate(context);
	const scim = isScim(context);
	const directory = appenateDirectory(appenateRequest(session, formatOf(context)), { scim });
	return await writeUsers(context, {
		session,
		course: creatingOrUpdating(directory, newcomersOf(directory), repeatsOf(context)),
		read: (i): Person => {
			const key = userKey(context, i, NEWCOMER_MODES);
			const { edits, with: how } = wishOf(context, i, { specs: NEWCOMER_FIELDS });
			const person = { key, otherKeys: appenateOtherKeys(context, i), edits: scim ? edits : withoutStatus(edits), with: how };
			return keepingKey(person, APPENATE_FIELDS);
		},
		show: plainObject,
		foreseen: billingWarnings,
		rules: RULES,
	});
}

export const upsert: Operation = { description, execute };
