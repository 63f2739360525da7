import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { switching } from '../../../shared/provisioning/courses';
import { showUser, SILENT } from '../../profile';
import { RULES } from '../../rules';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { iSpringOptions } from '../parameters';
import { USER_MODES } from './people';

/** Activate and Deactivate: a user who is as wanted is left alone. */
function switchOperation(goal: 'activate' | 'deactivate', user: string): Operation {
	const shown = { resource: ['user'], operation: [goal] };
	return {
		description: [userParameter(USER_MODES, shown, user), iSpringOptions(shown, writeOptions(goal, { otherKeys: USER_MODES }))],
		execute: async (context: IExecuteFunctions) => {
			const { session, directory } = await openISpring(context, APIS.user[goal]);
			return await writeUsers(context, {
				session,
				course: switching(directory, goal),
				read: (i) => ({ key: userKey(context, i, USER_MODES), otherKeys: otherKeysOf(context, i, USER_MODES), with: SILENT }),
				show: showUser,
				rules: RULES,
			});
		},
	};
}

export const activate = switchOperation('activate', 'The user who may sign in again. iSpring may send them an email with their sign-in.');

export const deactivate = switchOperation(
	'deactivate',
	'The user who may not sign in any more. Everything that belongs to the user is kept.',
);
