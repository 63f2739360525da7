import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/run/operations';
import type { ShownFor } from '../../../shared/n8n/parameters/options';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { otherKeysOf, userKey, userParameter } from '../../../shared/n8n/parameters/user';
import { writeUsers } from '../../../shared/n8n/run/userWrites';
import { optionsOfWrites } from '../../../shared/n8n/parameters/writeOptions';
import { updating } from '../../../shared/provisioning/userOperation';
import { sameValue } from '../../../shared/provisioning/diff';
import type { UserDirectory } from '../../../shared/provisioning/directory';
import type { Change, FieldEdits, FieldName, FieldValue, NonEmpty } from '../../../shared/provisioning/types';
import { asRead, type ISpringDirectory } from '../../user/iSpringDirectory';
import { showUser, SILENT, type ISpringKey, type ISpringProfile, type ISpringUser, type ISpringWriteOptions } from '../../user/profile';
import { RULES } from '../../user/rules';
import type { RestClient } from '../../wire/restClient';
import { REST, openISpring } from '../apis';
import { USER_MODES } from '../../userParameters';

/** One thing of a user that has a call of its own, as if it were a field. */
type Beside = Readonly<{
	/** What iSpring does not show: it is written on every run. */
	hidden?: FieldName;
	/** How a read shows the others. */
	stored?: (user: ISpringUser) => ReadonlyMap<FieldName, FieldValue>;
	same?: UserDirectory<ISpringKey, ISpringWriteOptions, ISpringUser>['same'];
	write: (client: RestClient, current: ISpringProfile, changes: NonEmpty<Change>) => Promise<void>;
}>;

type UserCall = Beside &
	Readonly<{
		operation: string;
		user: string;
		/** Whether it keeps users out, which the guard limits more. */
		keepsOut?: boolean;
		parameters: (show: ShownFor) => readonly INodeProperties[];
		read: (context: IExecuteFunctions, i: number) => FieldEdits;
	}>;

/** An operation that sets one thing beside the profile of one user: found, compared where iSpring shows it, written, read again. */
export function userCall({ operation, user, keepsOut = false, parameters, read, ...beside }: UserCall): Operation {
	const shown = { resource: ['user'], operation: [operation] };
	return {
		description: [
			userParameter(USER_MODES, shown, user),
			...parameters(shown),
			optionsParameter(shown, optionsOfWrites(keepsOut ? 'deactivate' : 'activate', { otherKeys: USER_MODES })),
		],

		execute: async (context: IExecuteFunctions): Promise<INodeExecutionData[]> => {
			const { session, channel, directory } = await openISpring(context, REST);
			return await writeUsers(context, {
				session,
				operation: updating(calling(directory, channel.client, beside)),
				read: (i) => ({
					key: userKey(context, i, USER_MODES),
					otherKeys: otherKeysOf(context, i, USER_MODES),
					edits: read(context, i),
					options: SILENT,
				}),
				show: showUser,
				rules: RULES,
			});
		},
	};
}

function calling(
	directory: ISpringDirectory,
	client: RestClient,
	{ hidden, stored, same = (_field, one, other) => sameValue(one, other), write }: Beside,
): UserDirectory<ISpringKey, ISpringWriteOptions, ISpringUser> {
	const find: ISpringDirectory['find'] = async (key, options) => {
		const found = await directory.find(key, options);
		return stored ? found.map((profile) => ({ ...profile, fields: stored(profile.record) })) : found;
	};
	return {
		kind: 'readable',
		find,
		asStored: (edits) => edits,
		same,
		unseen: new Set(hidden === undefined ? [] : [hidden]),
		update: async (current, changes) => {
			await write(client, current, changes);
			return await asRead({ find: async (key) => await find(key, SILENT) }, current.id, { changes: stored ? changes : [], isSame: same });
		},
	};
}
