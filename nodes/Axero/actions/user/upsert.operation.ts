import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { keepingKey } from '../../../shared/n8n/keepingKey';
import type { Operation } from '../../../shared/n8n/operations';
import { repeatsOf } from '../../../shared/n8n/patienceOptions';
import { scimMappingOption } from '../../../shared/n8n/scim';
import { personParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { creatingOrUpdating } from '../../../shared/provisioning/courses';
import { comparingDirectory } from '../../axeroDirectory';
import { AXERO_FIELDS } from '../../profile';
import { RULES } from '../../rules';
import { axeroOptions, openAxero } from '../open';
import { PERSON_MODES, USER_MODES, verifyOption } from './common';
import { axeroInput, hintInactive } from './input';
import { newcomer, readPerson } from './people';

const shown = { resource: ['user'], operation: ['upsert'] };

const description: INodeProperties[] = [
	personParameter(
		PERSON_MODES,
		shown,
		'Who is to be updated, or created when nobody has this e-mail address or username. Several of them are left alone.',
	),
	...axeroInput(
		shown,
		"The user is looked up by Axero's searches, which Axero does not document. When they are not allowed, can't be read or don't show all that they find, nobody is created. Try it first with somebody who is there: where neither search covers email addresses, everybody looks new.",
	),
	axeroOptions(shown, [scimMappingOption, verifyOption, ...writeOptions('update', { otherKeys: USER_MODES, clears: true })]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openAxero(context);
	hintInactive(context);
	return await writeUsers(context, {
		session,
		course: creatingOrUpdating(comparingDirectory(directory), newcomer, repeatsOf(context)),
		read: (i) => keepingKey(readPerson(context, i), AXERO_FIELDS),
		show: plainObject,
		rules: RULES,
	});
}

export const upsert: Operation = { description, execute };
