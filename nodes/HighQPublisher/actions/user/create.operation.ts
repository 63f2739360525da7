import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { inputParameters, scimMappingOption } from '../../../shared/n8n/scim';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creating, type Newcomer } from '../../../shared/provisioning/courses';
import type { FieldEdits } from '../../../shared/provisioning/types';
import type { HighQWrite } from '../../highqDirectory';
import { RULES } from '../../profile';
import { formatOption, openHighQ } from '../open';
import { FIELDS_NOTICE, NEWCOMER_NOTICE, highqEdits } from './common';

const shown = { resource: ['user'], operation: ['create'] };

const description: INodeProperties[] = [
	...inputParameters(shown, FIELDS_NOTICE),
	{ displayName: NEWCOMER_NOTICE, name: 'newcomerNotice', type: 'notice', default: '', displayOptions: { show: shown } },
	optionsParameter(shown, [formatOption, scimMappingOption, ...writeOptions('create')]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openHighQ(context);
	return await writeUsers(context, {
		session,
		course: creating(directory),
		read: (i) => readItem(context, i),
		show: plainObject,
		rules: RULES,
	});
}

function readItem(context: IExecuteFunctions, i: number): Newcomer<HighQWrite> {
	const edits = highqEdits(context, i);
	assertEmail(edits);
	return { edits, with: {} };
}

/** The address is a user's key at HighQ: the one thing without which nobody would find the new user again. */
function assertEmail(edits: FieldEdits): void {
	const email = edits.get('email');
	if (email !== undefined && email !== 'clear') return;
	throw failed({
		kind: 'invalid',
		parameter: 'E-Mail',
		says: 'E-Mail has no value',
		todo: 'Map E-Mail, First Name and Last Name of the new user.',
	});
}

export const create: Operation = { description, execute };
