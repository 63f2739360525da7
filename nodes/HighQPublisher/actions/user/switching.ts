import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { otherKeysOf } from '../../../shared/n8n/otherKeys';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { archiving, switching, type Course, type Meant } from '../../../shared/provisioning/courses';
import type { Switch } from '../../../shared/provisioning/types';
import { highqDirectory, type HighQDirectory, type HighQWrite } from '../../highqDirectory';
import type { HighQKey } from '../../profile';
import { highqRequest } from '../../transport/request';
import { RULES } from '../../rules';
import { formatOption, highqUserKey, highqUserParameter, inFormat, openHighQ, USER_MODES } from './common';

type Switching = Readonly<{
	goal: Switch;
	/** What is said below User. */
	user: string;
}>;

/** Activate, Deactivate and Archive: a user who is as wanted is left alone. */
export function switchOperation({ goal, user }: Switching): Operation {
	const shown = { resource: ['user'], operation: [goal] };
	return {
		description: [
			highqUserParameter(shown, user),
			optionsParameter(shown, [formatOption, ...writeOptions(goal === 'activate' ? goal : 'deactivate', { otherKeys: USER_MODES })]),
		],
		execute: async (context: IExecuteFunctions) => {
			const session = await openHighQ(context);
			return await inFormat(
				context,
				async (format) =>
					await writeUsers(context, {
						session,
						course: courseOf(highqDirectory(highqRequest(session), format), goal),
						read: (i) => ({ key: highqUserKey(context, i), otherKeys: otherKeysOf(context, i, USER_MODES), with: {} }),
						show: format.show,
						rules: RULES,
					}),
			);
		},
	};
}

function courseOf<User>(directory: HighQDirectory<User>, goal: Switch): Course<Meant<HighQKey, HighQWrite>, User> {
	return goal === 'archive' ? archiving(directory) : switching(directory, goal);
}
