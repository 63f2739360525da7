import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creating } from '../../../shared/provisioning/courses';
import { appenateOptions, openAppenate } from '../open';
import { appenateDirectory } from '../../appenateDirectory';
import { billingWarnings } from '../../billing';
import { complete, NEWCOMER_FIELDS, withoutStatus } from '../../newcomer';
import { RULES } from '../../rules';
import { appenateRequest } from '../../transport/request';
import { doNotEmailParameter, formatOf, formatOption, placesOption } from './common';
import { isScim, verifyOption, wishOf } from './input';
import { inactiveWordOption } from './statusWord';

const shown = { resource: ['user'], operation: ['create'] };

const description: INodeProperties[] = [
	...inputParameters(
		shown,
		'First Name, Last Name and Email are needed. A new user is Invited, which costs nothing before the first sign-in. Groups and Folders are given as "a, b" or as a JSON list, Metadata as JSON like {"PayrollId": "P-77"}.',
	),
	doNotEmailParameter(
		shown,
		'Whether to keep Appenate from inviting the user. Switch it off to have an invitation with a temporary password sent to the e-mail address.',
	),
	appenateOptions(shown, [formatOption, placesOption, scimMappingOption, inactiveWordOption, verifyOption, ...writeOptions('create')]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openAppenate(context);
	const scim = isScim(context);
	const directory = appenateDirectory(appenateRequest(session, formatOf(context)), { scim });
	return await writeUsers(context, {
		session,
		course: creating(directory),
		read: (i) => {
			const { edits, with: how } = wishOf(context, i, { specs: NEWCOMER_FIELDS });
			return { edits: complete(scim ? edits : withoutStatus(edits), directory), with: how };
		},
		show: plainObject,
		foreseen: billingWarnings,
		rules: RULES,
	});
}

export const create: Operation = { description, execute };
