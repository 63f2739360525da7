import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { fieldsParameters } from '../../../shared/n8n/fields';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { openSession } from '../../../shared/n8n/session';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { creatingOrUpdating } from '../../../shared/provisioning/courses';
import type { Wanted } from '../../../shared/provisioning/types';
import { appenateDirectory, type AppenateWith } from '../../appenateDirectory';
import { checkedEdits } from '../../edits';
import { columnEdits } from '../../metadataColumns';
import { keepingKey, NEWCOMER_FIELDS, newcomer, withoutStatus, type NewcomerKey } from '../../newcomer';
import { type AppenateUser } from '../../profile';
import { appenateRequest } from '../../transport/request';
import { CREDENTIAL } from '../common';
import { RULES } from '../../rules';
import {
	doNotEmailOf,
	doNotEmailParameter,
	FIELDS_NOTICE,
	formatOf,
	formatOption,
	NEWCOMER_MODES,
	placesAsOf,
	placesOption,
} from './common';

const shown = { resource: ['user'], operation: ['upsert'] };

const user = userParameter(
	NEWCOMER_MODES,
	shown,
	'The key that finds the user. Where nobody has it, a user is created with it; where several have it, none of them is touched.',
);

const description: INodeProperties[] = [
	// Who is chosen from a list exists already.
	{ ...user, modes: user.modes?.filter(({ name }) => name !== 'list') ?? [] },
	...fieldsParameters(shown, `A new user needs First Name, Last Name and Email; the key under User counts. ${FIELDS_NOTICE}`),
	doNotEmailParameter(
		shown,
		'Whether to keep Appenate from writing to the user. Switch it off to have new users invited by e-mail; changes may send one too.',
	),
	optionsParameter(shown, [formatOption, placesOption]),
];

type Wish = Wanted<NewcomerKey['by'], AppenateWith>;

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openSession(context, CREDENTIAL);
	return await writeUsers(context, {
		session,
		course: creatingOrUpdating<NewcomerKey['by'], AppenateWith, AppenateUser>(
			appenateDirectory(appenateRequest(session, formatOf(context))),
			newcomer,
		),
		read: (i): Wish => {
			const placesAs = placesAsOf(context, i);
			const key = userKey(context, i, NEWCOMER_MODES);
			const edits = withoutStatus(checkedEdits(columnEdits(context, i, NEWCOMER_FIELDS), placesAs));
			return { key, edits: keepingKey(key, edits), with: { doNotEmail: doNotEmailOf(context, i), placesAs } };
		},
		show: plainObject,
		rules: RULES,
	});
}

export const upsert: Operation = { description, execute };
