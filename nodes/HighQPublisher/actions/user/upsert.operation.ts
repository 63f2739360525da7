import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { fieldsParameters, mappedEdits } from '../../../shared/n8n/fields';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { creatingOrUpdating } from '../../../shared/provisioning/courses';
import type { FieldEdits, Wanted } from '../../../shared/provisioning/types';
import { storedEdits } from '../../edits';
import type { UserFormat } from '../../format/userFormat';
import { assertCarried, highqDirectory, type HighQWrite } from '../../highqDirectory';
import { HIGHQ_FIELDS, type HighQKey } from '../../profile';
import { highqRequest } from '../../transport/request';
import { RULES } from '../../rules';
import { FIELDS_NOTICE, NEWCOMER_NOTICE, USER_MODES, formatOption, inFormat, openHighQ } from './common';

const shown = { resource: ['user'], operation: ['upsert'] };

/** HighQ chooses the ID of a new user, so an ID that nobody has can't become one. */
const MODES = USER_MODES.filter(({ by }) => by === 'email');
const user = userParameter(MODES, shown, 'The user to update, by e-mail address. If nobody has it, a user with this address is created.');

const description: INodeProperties[] = [
	{ ...user, modes: (user.modes ?? []).filter(({ name }) => name !== 'list') },
	...fieldsParameters(shown, FIELDS_NOTICE),
	{ displayName: NEWCOMER_NOTICE, name: 'newcomerNotice', type: 'notice', default: '', displayOptions: { show: shown } },
	optionsParameter(shown, [formatOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openHighQ(context);
	return await inFormat(context, async (format) =>
		await writeUsers(context, {
			session,
			course: creatingOrUpdating(highqDirectory(highqRequest(session), format), newcomer),
			read: (i) => readItem(context, i, format),
			show: format.show,
			rules: RULES,
		}),
	);
}

function readItem<User>(context: IExecuteFunctions, i: number, format: UserFormat<User>): Wanted<HighQKey, HighQWrite> {
	const wanted = { key: userKey(context, i, MODES), edits: storedEdits(mappedEdits(context, i, HIGHQ_FIELDS)), with: {} };
	assertCarried(format, newcomer(wanted));
	return wanted;
}

/** A mapped E-Mail wins over the address that was looked for: whoever maps both wants to change it. */
function newcomer({ key, edits }: Pick<Wanted<HighQKey>, 'key' | 'edits'>): FieldEdits {
	return new Map([['email', { set: key.value }], ...edits]);
}

export const upsert: Operation = { description, execute };
