import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { plainObject } from '../../../shared/json/json';
import type { Operation, ShownFor } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { openSession } from '../../../shared/n8n/session';
import { userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { switching } from '../../../shared/provisioning/courses';
import { appenateDirectory, QUIETLY, switchable } from '../../appenateDirectory';
import { appenateRequest } from '../../transport/request';
import { CREDENTIAL, optionalText } from '../common';
import { RULES } from '../../rules';
import { appenateUser, doNotEmailOf, doNotEmailParameter, formatOf, formatOption, USER_MODES } from './common';

type Switching = Readonly<{
	goal: 'activate' | 'deactivate';
	userDescription: string;
	/** The option for the word that Status gets. */
	word: INodeProperties;
}>;

/** Activate and Deactivate: Status gets one word, and the user is read back to see whether it stayed. */
export function switchingOperation({ goal, userDescription, word }: Switching): Operation {
	const shown: ShownFor = { resource: ['user'], operation: [goal] };

	const wordOf = (context: IExecuteFunctions, i: number): string => {
		const usual = optionalText(word.default, word.displayName);
		const given = optionalText(context.getNodeParameter(`options.${word.name}`, i, usual), word.displayName);
		if (given !== '') return given;
		throw failed({
			kind: 'invalid',
			parameter: word.displayName,
			says: 'Status Word is empty',
			todo: `Give a word, such as ${usual}. Nothing was sent.`,
		});
	};

	const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> => {
		const session = await openSession(context, CREDENTIAL);
		const directory = appenateDirectory(appenateRequest(session, formatOf(context)));
		return await writeUsers(context, {
			session,
			course: switching(switchable(directory, goal), goal),
			read: (i) => ({
				key: appenateUser(context, i),
				with: { ...QUIETLY, doNotEmail: doNotEmailOf(context, i), word: wordOf(context, i) },
			}),
			show: plainObject,
			rules: RULES,
		});
	};

	return {
		description: [
			userParameter(USER_MODES, shown, userDescription),
			doNotEmailParameter(
				shown,
				'Whether to keep Appenate from sending the user an e-mail about the change. Left on, nobody is written to.',
			),
			optionsParameter(shown, [formatOption, word]),
		],
		execute,
	};
}
