import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { fieldsParameters } from '../../../shared/n8n/fields';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { openSession } from '../../../shared/n8n/session';
import { writeUsers } from '../../../shared/n8n/write';
import { creating } from '../../../shared/provisioning/courses';
import { appenateDirectory } from '../../appenateDirectory';
import { checkedEdits } from '../../edits';
import { columnEdits } from '../../metadataColumns';
import { complete, NEWCOMER_FIELDS, withoutStatus } from '../../newcomer';
import { appenateRequest } from '../../transport/request';
import { CREDENTIAL } from '../common';
import { RULES } from '../../rules';
import { doNotEmailOf, doNotEmailParameter, formatOf, formatOption, placesAsOf, placesOption } from './common';

const shown = { resource: ['user'], operation: ['create'] };

const description: INodeProperties[] = [
	...fieldsParameters(
		shown,
		'First Name, Last Name and Email are needed. Groups and Folders are given as "a, b" or as a JSON list, Metadata as JSON like {"PayrollId": "P-77"}.',
	),
	doNotEmailParameter(
		shown,
		'Whether to keep Appenate from inviting the user. Switch it off to have an invitation with a temporary password sent to the e-mail address.',
	),
	optionsParameter(shown, [formatOption, placesOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openSession(context, CREDENTIAL);
	return await writeUsers(context, {
		session,
		course: creating(appenateDirectory(appenateRequest(session, formatOf(context)))),
		read: (i) => {
			const placesAs = placesAsOf(context, i);
			return {
				edits: complete(withoutStatus(checkedEdits(columnEdits(context, i, NEWCOMER_FIELDS), placesAs))),
				with: { doNotEmail: doNotEmailOf(context, i), placesAs },
			};
		},
		show: plainObject,
		rules: RULES,
	});
}

export const create: Operation = { description, execute };
