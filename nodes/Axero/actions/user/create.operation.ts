import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { scimMappingOption, whileFields } from '../../../shared/n8n/scim';
import { keyText } from '../../../shared/n8n/keyText';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creating, type Newcomer } from '../../../shared/provisioning/courses';
import type { Edit, FieldEdits, FieldName } from '../../../shared/provisioning/types';
import type { AxeroHow } from '../../axeroDirectory';
import { createEdits } from '../../moreFields';
import { IDENTIFIERS, NEWCOMER_FIELDS } from '../../profile';
import { RULES } from '../../rules';
import { axeroOptions, openAxero } from '../open';
import { isVerified, verifyOption } from './common';
import { axeroEdits, axeroInput, hintInactive } from './input';

const shown = { resource: ['user'], operation: ['create'] };

const description: INodeProperties[] = [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		placeholder: 'e.g. name@email.com',
		default: '',
		required: true,
		displayOptions: { show: whileFields(shown) },
		description: 'The e-mail address of the new user',
	},
	{
		displayName: 'Username',
		name: 'username',
		type: 'string',
		placeholder: 'e.g. ana.silva',
		default: '',
		displayOptions: { show: whileFields(shown) },
		description: "The name that the new user signs in with. Left empty it is not sent; Axero's bulk import does not do without one.",
	},
	...axeroInput(
		shown,
		'Which fields a new user needs by this call Axero does not say; its bulk import needs a username and an email address. Nor does it say whether the new user is active at once and gets a mail.',
	),
	axeroOptions(shown, [scimMappingOption, verifyOption, ...writeOptions('create')]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openAxero(context);
	hintInactive(context);
	return await writeUsers(context, {
		session,
		course: creating(directory),
		read: (i) => readItem(context, i),
		show: plainObject,
		rules: RULES,
	});
}

function readItem(context: IExecuteFunctions, i: number): Newcomer<AxeroHow> {
	const isScim = context.getNodeParameter('inputFormat', i, 'fields') === 'scim';
	const edits = createEdits([...(isScim ? [] : [identity(context, i)]), axeroEdits(context, i, NEWCOMER_FIELDS)]);
	assertEmail(edits, isScim ? 'SCIM User' : 'Email');
	return { edits, with: { verify: isVerified(context, i) } };
}

function identity(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, Edit]> {
	const username = keyText('Username', context.getNodeParameter('username', i, ''), 'username');
	return [
		[IDENTIFIERS.email, { set: keyText('Email', context.getNodeParameter('email', i, ''), 'email') }],
		...(username === '' ? [] : [[IDENTIFIERS.username, { set: username }] as const]),
	];
}

/** The address is what a new user is found by afterwards. */
function assertEmail(edits: FieldEdits, parameter: string): void {
	const edit = edits.get(IDENTIFIERS.email);
	if (edit !== undefined && edit !== 'clear' && edit.set !== '') return;
	throw failed({
		kind: 'invalid',
		parameter,
		says: 'Email is empty',
		todo: 'Map an address like ana@example.com for every item.',
	});
}

export const create: Operation = { description, execute };
