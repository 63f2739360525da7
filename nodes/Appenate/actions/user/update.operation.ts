import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { updating } from '../../../shared/provisioning/courses';
import { appenateOptions, openAppenate } from '../open';
import { appenateDirectory } from '../../appenateDirectory';
import { billingWarnings } from '../../billing';
import { APPENATE_FIELDS } from '../../profile';
import { RULES } from '../../rules';
import { appenateRequest } from '../../transport/request';
import {
	appenateOtherKeys,
	appenateUser,
	doNotEmailParameter,
	FIELDS_NOTICE,
	formatOf,
	formatOption,
	placesOption,
	USER_MODES,
} from './common';
import { isScim, membershipOptions, verifyOption, wishOf } from './input';
import { inactiveWordOption } from './statusWord';

const shown = { resource: ['user'], operation: ['update'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to update. A user that does not exist is never created.'),
	...inputParameters(shown, FIELDS_NOTICE),
	doNotEmailParameter(shown, 'Whether to keep Appenate from sending the user an e-mail about the change. Left on, nobody is written to.'),
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
	return await writeUsers(context, {
		session,
		course: updating(appenateDirectory(appenateRequest(session, formatOf(context)), { scim: isScim(context) })),
		read: (i) => ({
			key: appenateUser(context, i),
			otherKeys: appenateOtherKeys(context, i),
			...wishOf(context, i, { specs: APPENATE_FIELDS }),
		}),
		show: plainObject,
		foreseen: billingWarnings,
		rules: RULES,
	});
}

export const update: Operation = { description, execute };
