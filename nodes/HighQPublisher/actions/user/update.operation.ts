import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { booleanOf } from '../../../shared/n8n/booleans';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { updating } from '../../../shared/provisioning/courses';
import type { Wanted } from '../../../shared/provisioning/types';
import { replacing } from '../../edits';
import type { HighQWrite } from '../../highqDirectory';
import { RULES, type HighQKey } from '../../profile';
import { ignoredMembers, ignoredOption } from '../ignored';
import { formatOption, openHighQ } from '../open';
import { FIELDS_NOTICE, highqEdits, highqUserKey, highqUserParameter, USER_MODES } from './common';

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
	const { session, directory } = await openHighQ(context);
	return await writeUsers(context, {
		session,
		course: updating(directory),
		read: (i) => readItem(context, i),
		show: plainObject,
		rules: RULES,
	});
}

function readItem(context: IExecuteFunctions, i: number): Wanted<HighQKey, HighQWrite> {
	const key = highqUserKey(context, i);
	const edits = highqEdits(context, i);
	const otherKeys = otherKeysOf(context, i, USER_MODES);
	const replace = booleanOf(context, i, replaceWholeUser, 'options');
	return replace
		? { key, otherKeys, edits: replacing(edits), with: { whole: edits } }
		: { key, otherKeys, edits, with: { ignored: ignoredMembers(context, i) } };
}

export const update: Operation = { description, execute };
