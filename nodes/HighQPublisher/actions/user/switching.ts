import type { IExecuteFunctions } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { archiving, switching } from '../../../shared/provisioning/courses';
import type { Switch } from '../../../shared/provisioning/types';
import { RULES } from '../../profile';
import { formatOption, openHighQ } from '../open';
import { highqUserKey, highqUserParameter, USER_MODES } from './common';

type Switching = Readonly<{
	goal: Switch;
	/** What is said below User. */
	user: string;
}>;

/** Activate, Deactivate and Archive: a user who is as wanted is left alone. */
function switchOperation({ goal, user }: Switching): Operation {
	const shown = { resource: ['user'], operation: [goal] };
	return {
		description: [
			highqUserParameter(shown, user),
			optionsParameter(shown, [formatOption, ...writeOptions(goal === 'activate' ? goal : 'deactivate', { otherKeys: USER_MODES })]),
		],
		execute: async (context: IExecuteFunctions) => {
			const { session, directory } = await openHighQ(context);
			return await writeUsers(context, {
				session,
				course: goal === 'archive' ? archiving(directory) : switching(directory, goal),
				read: (i) => ({ key: highqUserKey(context, i), otherKeys: otherKeysOf(context, i, USER_MODES), with: {} }),
				show: plainObject,
				rules: RULES,
			});
		},
	};
}

/** POST /users/<ID>/activate. */
export const activate = switchOperation({
	goal: 'activate',
	user: 'The user to let in, also one who was disabled or archived. An active user is left alone.',
});

/** POST /users/<ID>/disable. */
export const deactivate = switchOperation({
	goal: 'deactivate',
	user: 'The user to keep out; HighQ calls it disable. Somebody who is disabled or archived is left alone.',
});

/** POST /users/<ID>/archive. It is the nearest to a deletion that HighQ has. */
export const archive = switchOperation({
	goal: 'archive',
	user: 'The user to archive; Activate brings the user back. Somebody who is archived is left alone.',
});
