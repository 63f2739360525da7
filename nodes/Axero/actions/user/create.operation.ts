import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { plainObject } from '../../../shared/json/json';
import { fieldsParameters, mappedEdits, toText } from '../../../shared/n8n/fields';
import { moreEdits, moreFieldsParameters } from '../../../shared/n8n/moreFields';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { isEmailAddress } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { creating } from '../../../shared/provisioning/courses';
import type { Edit, FieldName } from '../../../shared/provisioning/types';
import { createEdits, knownFields, MORE_LABELS } from '../../moreFields';
import { IDENTIFIERS, NEWCOMER_FIELDS } from '../../profile';
import { RULES } from '../../rules';
import { openAxero } from './common';

const shown = { resource: ['user'], operation: ['create'] };

const description: INodeProperties[] = [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		placeholder: 'e.g. name@email.com',
		default: '',
		required: true,
		displayOptions: { show: shown },
		description: 'The e-mail address of the new user',
	},
	{
		displayName: 'Username',
		name: 'username',
		type: 'string',
		placeholder: 'e.g. ana.silva',
		default: '',
		displayOptions: { show: shown },
		description: 'The name that the new user signs in with. Left empty it is not sent; Axero does not document whether it may be missing.',
	},
	...fieldsParameters(
		shown,
		'Which fields a new user needs depends on your site: Axero documents none. It does not document either whether the new user is active at once and gets a mail.',
	),
	...moreFieldsParameters(shown, MORE_LABELS),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openAxero(context);
	return await writeUsers(context, {
		session,
		course: creating(directory),
		read: (i) => {
			const parts = [identity(context, i), mappedEdits(context, i, knownFields(context, i, NEWCOMER_FIELDS)), moreEdits(context, i)];
			return { edits: createEdits(parts), with: undefined };
		},
		show: plainObject,
		rules: RULES,
	});
}

function identity(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, Edit]> {
	const email = textOf('Email', context.getNodeParameter('email', i, ''));
	if (!isEmailAddress(email)) {
		const says = email === '' ? 'Email is empty' : `Email is not an e-mail address: "${email}"`;
		throw failed({ kind: 'invalid', parameter: 'Email', says, todo: 'Map an address like ana@example.com for every item. Nothing was sent.' });
	}
	const username = textOf('Username', context.getNodeParameter('username', i, ''));
	return [[IDENTIFIERS.email, { set: email }], ...(username === '' ? [] : [[IDENTIFIERS.username, { set: username }] as const])];
}

function textOf(label: string, given: unknown): string {
	return given === undefined || given === null ? '' : toText(label, given).trim();
}

export const create: Operation = { description, execute };
