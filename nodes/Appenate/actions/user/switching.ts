import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import type { Operation, ShownFor } from '../../../shared/n8n/operations';
import { userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { writeOptions } from '../../../shared/n8n/writeOptions';
import { switching } from '../../../shared/provisioning/courses';
import { appenateOptions, openAppenate } from '../open';
import { appenateDirectory, QUIETLY, switchable } from '../../appenateDirectory';
import { billingWarnings } from '../../billing';
import { RULES } from '../../rules';
import { appenateRequest } from '../../transport/request';
import { appenateOtherKeys, appenateUser, doNotEmailOf, doNotEmailParameter, formatOf, formatOption, USER_MODES } from './common';
import { statusWordOf, statusWordOption } from './statusWord';

type Switching = Readonly<{ goal: 'activate' | 'deactivate'; userDescription: string; usualWord: string }>;

/** Activate and Deactivate: Status gets one word, and the user is read back to see whether it stayed. */
export function switchingOperation({ goal, userDescription, usualWord }: Switching): Operation {
	const shown: ShownFor = { resource: ['user'], operation: [goal] };

	const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> => {
		const session = await openAppenate(context);
		const directory = appenateDirectory(appenateRequest(session, formatOf(context)));
		return await writeUsers(context, {
			session,
			course: switching(switchable(directory, goal), goal),
			read: (i) => ({
				key: appenateUser(context, i),
				otherKeys: appenateOtherKeys(context, i),
				with: { ...QUIETLY, doNotEmail: doNotEmailOf(context, i), word: statusWordOf(context, i, usualWord) },
			}),
			show: plainObject,
			foreseen: billingWarnings,
			rules: RULES,
		});
	};

	return {
		description: [
			userParameter(USER_MODES, shown, userDescription),
			doNotEmailParameter(
				shown,
				'Whether to keep Appenate from sending the user an e-mail about the change: a reactivation sends one, like an invitation. Left on, nobody is written to.',
			),
			appenateOptions(shown, [formatOption, statusWordOption(usualWord), ...writeOptions(goal, { otherKeys: USER_MODES })]),
		],
		execute,
	};
}
