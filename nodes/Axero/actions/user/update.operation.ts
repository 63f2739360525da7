import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { plainObject } from '../../../shared/json/json';
import { booleanOf } from '../../../shared/n8n/booleans';
import type { Operation } from '../../../shared/n8n/operations';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { scimMappingOption } from '../../../shared/n8n/scim';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { updating } from '../../../shared/provisioning/courses';
import type { Wanted } from '../../../shared/provisioning/types';
import { comparingDirectory, type AxeroHow } from '../../axeroDirectory';
import { comparedEdits, updateEdits } from '../../moreFields';
import type { AxeroKey } from '../../profile';
import { RULES } from '../../rules';
import { axeroOptions, openAxero } from '../open';
import { isVerified, USER_MODES, verifyOption } from './common';
import { axeroEdits, axeroInput, hintInactive } from './input';

const shown = { resource: ['user'], operation: ['update'] };

const compareFirst: INodeProperties = {
	displayName: 'Compare First',
	name: 'compareFirst',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to look each user up first and send only what differs, so that unchanged users are not sent. Axero does not document the calls that search and show users. Off, everything that is mapped is sent unseen.',
};

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to update. A user that does not exist is never created.'),
	...axeroInput(
		shown,
		"Fields are the labels of your site. Reports To takes the manager's user name, Time Zone an ID of Axero's time zone list. Email and Username can be changed when the user is chosen by ID, or with the option Compare First.",
	),
	axeroOptions(shown, [compareFirst, scimMappingOption, verifyOption, ...writeOptions('update', { otherKeys: USER_MODES, clears: true })]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openAxero(context);
	const compares = booleanOf(context, 0, compareFirst, 'options');
	hintInactive(context);
	return await writeUsers(context, {
		session,
		course: updating(compares ? comparingDirectory(directory) : directory),
		read: (i) => readItem(context, i, compares),
		show: plainObject,
		rules: RULES,
	});
}

function readItem(context: IExecuteFunctions, i: number, compares: boolean): Wanted<AxeroKey, AxeroHow> {
	const key = userKey(context, i, USER_MODES);
	const otherKeys = otherKeysOf(context, i, USER_MODES);
	if (otherKeys.length > 0 && !compares) {
		throw failed({
			kind: 'invalid',
			parameter: 'Further Keys',
			says: 'Further Keys are given, and nobody is looked up before the update',
			todo: 'Switch the option Compare First on, or remove Further Keys.',
		});
	}
	const given = [axeroEdits(context, i)];
	return {
		key,
		otherKeys,
		edits: compares ? comparedEdits(given) : updateEdits(key, given),
		with: { verify: isVerified(context, i) },
	};
}

export const update: Operation = { description, execute };
