import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { writeUsers } from '../../../shared/n8n/write';
import { switching } from '../../../shared/provisioning/courses';
import { highqDirectory, type HighQDirectory } from '../../highqDirectory';
import { highqRequest } from '../../transport/request';
import { RULES } from '../../rules';
import { formatOption, highqUserKey, highqUserParameter, inFormat, openHighQ } from './common';

type Switches<User> = Pick<HighQDirectory<User>, 'find' | 'setActive'>;

type Switching = Readonly<{
	/** The operation's value in the editor. */
	operation: string;
	/** What is said below User. */
	user: string;
	goal: 'activate' | 'deactivate';
	/** What the status call is. */
	by: <User>(directory: HighQDirectory<User>) => Switches<User>;
	/** The action of an item that was written, where goal does not say it all. */
	says?: string;
}>;

/** Activate, Deactivate and Archive: a user who is as wanted is left alone. */
export function switchOperation({ operation, user, goal, by, says = `${goal}d` }: Switching): Operation {
	const shown = { resource: ['user'], operation: [operation] };
	return {
		description: [highqUserParameter(shown, user), optionsParameter(shown, [formatOption])],
		execute: async (context: IExecuteFunctions) => {
			const session = await openHighQ(context);
			const items = await inFormat(context, async (format) =>
				await writeUsers(context, {
					session,
					course: switching(by(highqDirectory(highqRequest(session), format)), goal),
					read: (i) => ({ key: highqUserKey(context, i), with: {} }),
					show: format.show,
					rules: RULES,
				}),
			);
			return items.map((item) => (item.json.action === `${goal}d` ? { ...item, json: { ...item.json, action: says } } : item));
		},
	};
}
