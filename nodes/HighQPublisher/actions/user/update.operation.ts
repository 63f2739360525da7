import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { booleanOf } from '../../../shared/n8n/booleans';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { updating } from '../../../shared/provisioning/courses';
import type { Wanted } from '../../../shared/provisioning/types';
import { replacing } from '../../edits';
import type { UserFormat } from '../../format/userFormat';
import { assertCarried, highqDirectory, type HighQWrite } from '../../highqDirectory';
import type { HighQKey } from '../../profile';
import { highqRequest } from '../../transport/request';
import { RULES } from '../../rules';
import { ignoredMembers, ignoredOption } from '../ignored';
import { FIELDS_NOTICE, formatOption, highqEdits, highqUserKey, highqUserParameter, inFormat, openHighQ, USER_MODES } from './common';

const shown = { resource: ['user'], operation: ['update'] };

const replaceWholeUser: INodeProperties = {
	displayName: 'Replace Whole User',
	name: 'replaceWholeUser',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to send the mapped fields alone, so that HighQ drops everything else that the user has. Off, the changes are merged into the user as it is.',
};

const description: INodeProperties[] = [
	highqUserParameter(shown, 'The user to update. A user that does not exist is never created.'),
	...inputParameters(shown, FIELDS_NOTICE),
	{
		displayName:
			'Replace Whole User is on: HighQ gets the mapped fields only. Everything else that a user has, also what this node does not know, may be lost. A field without a value for an item counts as not mapped.',
		name: 'replaceNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { ...shown, '/options.replaceWholeUser': [true] } },
	},
	optionsParameter(shown, [
		formatOption,
		ignoredOption,
		scimMappingOption,
		...writeOptions('update', { otherKeys: USER_MODES, clears: true }),
		replaceWholeUser,
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openHighQ(context);
	return await inFormat(
		context,
		async (format) =>
			await writeUsers(context, {
				session,
				course: updating(highqDirectory(highqRequest(session), format)),
				read: (i) => readItem(context, i, format),
				show: format.show,
				rules: RULES,
			}),
	);
}

function readItem<User>(context: IExecuteFunctions, i: number, format: UserFormat<User>): Wanted<HighQKey, HighQWrite> {
	const key = highqUserKey(context, i);
	const edits = highqEdits(context, i);
	assertCarried(format, edits);
	const otherKeys = otherKeysOf(context, i, USER_MODES);
	const replace = booleanOf(context, i, replaceWholeUser, 'options');
	return replace
		? { key, otherKeys, edits: replacing(edits), with: { whole: edits } }
		: { key, otherKeys, edits, with: { ignored: ignoredMembers(context, i) } };
}

export const update: Operation = { description, execute };
