import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { fieldsParameters } from '../../../shared/n8n/fields';
import { moreFieldsParameters } from '../../../shared/n8n/moreFields';
import type { Operation } from '../../../shared/n8n/operations';
import { writeUsers } from '../../../shared/n8n/write';
import { userKey, userParameter, type UserMode } from '../../../shared/n8n/user';
import { creatingOrUpdating } from '../../../shared/provisioning/courses';
import type { Edit, FieldName, Wanted } from '../../../shared/provisioning/types';
import { MORE_NAMES } from '../../moreFields';
import { showUser, type Invitation } from '../../profile';
import { openISpring } from '../open';
import { RULES } from '../../rules';
import { userEdits } from './common';
import { askedFirst, departmentParameters, invitationOf, newcomer, newUserEdits, newUserNotices, newUserOptions } from './newUser';

const shown = { resource: ['user'], operation: ['upsert'] };

/** iSpring gives the IDs, so nobody can be made under one. */
const MATCH_MODES: ReadonlyArray<UserMode<'email' | 'login'>> = [
	{ by: 'email', label: 'By E-Mail', placeholder: 'e.g. ana@example.com' },
	{ by: 'login', label: 'By Login', placeholder: 'e.g. ana.silva' },
];

const description: INodeProperties[] = [
	matchParameter(),
	...departmentParameters(shown, 'Where a new user is made; an existing user stays where they are, unless a Department ID is mapped under Fields'),
	...fieldsParameters(shown),
	...newUserNotices(shown),
	...moreFieldsParameters(shown, MORE_NAMES),
	newUserOptions(shown),
];

/** Nobody who is to be made yet is in a list. */
function matchParameter(): INodeProperties {
	const { modes = [], ...parameter } = userParameter(MATCH_MODES, shown, 'Whoever has this e-mail address or login is updated; when nobody has it, a user with it is made');
	return { ...parameter, modes: modes.filter(({ name }) => name !== 'list') };
}

type Asked = Wanted<'email' | 'login', Newcomer>;
type Newcomer = Readonly<{ invitation: Invitation; beside: ReadonlyArray<readonly [FieldName, Edit]> }>;

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, directory } = await openISpring(context);
	const course = creatingOrUpdating(
		{
			...directory,
			find: async (key) => await directory.find(key, undefined),
			update: async (current, changes) => await directory.update(current, changes, undefined),
			create: async (changes, { invitation }: Newcomer) => await directory.create(changes, invitation),
		},
		({ key, edits, with: { beside } }: Asked) => newcomer(edits, [[key.by, { set: key.value }], ...beside]),
	);
	return await writeUsers(context, {
		session,
		course: askedFirst(course, { directory, invitation: ({ with: { invitation } }) => invitation }),
		read: (i): Asked => {
			const edits = userEdits(context, i);
			directory.assertCarried(edits);
			return {
				key: userKey(context, i, MATCH_MODES),
				edits,
				with: { invitation: invitationOf(context, i, protocol), beside: newUserEdits(context, i, protocol) },
			};
		},
		show: showUser,
		rules: RULES,
	});
}

export const upsert: Operation = { description, execute };
