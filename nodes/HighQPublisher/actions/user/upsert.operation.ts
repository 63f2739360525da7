import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { keepingKey } from '../../../shared/n8n/keepingKey';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { repeatsOf } from '../../../shared/n8n/patienceOptions';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { personParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creatingOrUpdating } from '../../../shared/provisioning/courses';
import { highqDirectory } from '../../highqDirectory';
import { HIGHQ_FIELDS } from '../../profile';
import { highqRequest } from '../../transport/request';
import { RULES } from '../../rules';
import { ignoredOption } from '../ignored';
import { FIELDS_NOTICE, NEWCOMER_NOTICE, USER_MODES, formatOption, inFormat, openHighQ } from './common';
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
	const session = await openHighQ(context);
	return await inFormat(
		context,
		async (format) =>
			await writeUsers(context, {
				session,
				course: creatingOrUpdating(highqDirectory(highqRequest(session), format), newcomer, repeatsOf(context)),
				read: (i) => keepingKey(readPerson(context, i, format), HIGHQ_FIELDS),
				show: format.show,
				rules: RULES,
			}),
	);
}

export const upsert: Operation = { description, execute };
