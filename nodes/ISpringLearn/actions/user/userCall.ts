import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { FieldSpec } from '../../../shared/fields/spec';
import { includeRequestsParameter } from '../../../shared/n8n/parameters/included';
import { optionsParameter, type ShownFor } from '../../../shared/n8n/parameters/options';
import { otherKeysOf, userKey, userParameter } from '../../../shared/n8n/parameters/user';
import { optionsOfWrites } from '../../../shared/n8n/parameters/writeOptions';
import type { Offered, Operation } from '../../../shared/n8n/run/operations';
import { writeUsers } from '../../../shared/n8n/run/userWrites';
import { sameValue } from '../../../shared/provisioning/diff';
import type { UserDirectory } from '../../../shared/provisioning/directory';
import type { Change, FieldEdits, FieldName, FieldValue, NonEmpty } from '../../../shared/provisioning/types';
import { updating } from '../../../shared/provisioning/userOperation';
import { asRead, type ISpringDirectory } from '../../user/iSpringDirectory';
import {
	ISPRING_FIELDS,
	showUser,
	SILENT,
	simplified,
	type ISpringKey,
	type ISpringUser,
	type ISpringWriteOptions,
} from '../../user/profile';
import { RULES, SCHEDULES } from '../../user/rules';
import type { RestClient } from '../../wire/restClient';
import { USER_MODES } from '../userModes';
import { openISpring, REST, type OpenedISpring } from '../apis';

/** An operation that only iSpring has, and how the list "Operation" names it. */
export type OfferedOperation = Operation & Readonly<{ offered: Offered }>;

type Directory = UserDirectory<ISpringKey, ISpringWriteOptions, ISpringUser>;

/** One thing of a user that has a call of its own, as if it were a field. */
type UserCall = Readonly<{
	offered: Offered;
	/** Below User. */
	user: string;
	/** It keeps users out, which the guard limits more. */
	keepsOut?: true;
	parameters?: (show: ShownFor) => readonly INodeProperties[];
	read: (context: IExecuteFunctions, i: number) => FieldEdits;
	/** What has to be looked up of it, before it is compared. */
	resolved?: (edits: FieldEdits, users: OpenedISpring<'rest'>) => Promise<FieldEdits>;
	/** What iSpring does not show: it is written on every run. */
	hidden?: FieldName;
	/** How a read shows the others. */
	stored?: (user: ISpringUser) => ReadonlyMap<FieldName, FieldValue>;
	same?: Directory['same'];
	write: (client: RestClient, id: string, changes: NonEmpty<Change>) => Promise<void>;
}>;

/** What only these calls write. */
const CALL_FIELDS: readonly FieldSpec[] = [
	{ name: 'groups', label: 'Groups', type: 'list' },
	{ name: SCHEDULES.deactivation, label: 'Deactivation Date', type: 'date' },
	{ name: SCHEDULES.termination, label: 'Termination Date', type: 'date' },
	{ name: 'workLeaveStatus', label: 'Work Leave', type: 'json' },
];
const SHOWN = { show: showUser, simplified, fields: [...ISPRING_FIELDS, ...CALL_FIELDS], rules: RULES };

/** An operation that sets one thing beside the profile of one user: found, compared where iSpring shows it, written, read again. */
export function userCall(call: UserCall): OfferedOperation {
	const { offered, user, keepsOut, parameters, read, resolved = async (edits) => await Promise.resolve(edits) } = call;
	const shown = { resource: ['user'], operation: [offered.value] };
	return {
		offered,
		description: [
			includeRequestsParameter(shown),
			userParameter(USER_MODES, shown, user),
			...(parameters?.(shown) ?? []),
			optionsParameter(shown, { own: optionsOfWrites(keepsOut ? 'deactivate' : 'activate', { otherKeys: USER_MODES }) }),
		],
		writes: true,
		execute: async (context) => {
			const users = await openISpring(context, REST);
			const plain = updating(callingDirectory(users.directory, users.channel.client, call));
			const operation: typeof plain = {
				...plain,
				plan: async (wanted) => await plain.plan({ ...wanted, edits: await resolved(wanted.edits, users) }),
			};
			const wantedOf = ({ i }: Readonly<{ i: number }>) => ({
				key: userKey({ context, i }, USER_MODES),
				otherKeys: otherKeysOf(context, i, USER_MODES),
				edits: read(context, i),
				options: SILENT,
			});
			return await writeUsers(
				SHOWN,
				{ context, users },
				{ operation, read: wantedOf, keyOf: ({ i }) => userKey({ context, i }, USER_MODES) },
			);
		},
	};
}

/** Users with that one thing as their only field. */
function callingDirectory(
	directory: ISpringDirectory,
	client: RestClient,
	{ hidden, stored, same = (_field, one, other) => sameValue(one, other), write }: UserCall,
): Directory {
	const find: Directory['find'] = async (key, options) => {
		const found = await directory.find(key, options);
		return stored ? found.map((profile) => ({ ...profile, fields: stored(profile.record) })) : found;
	};
	return {
		kind: 'readable',
		find,
		asStored: (edits) => edits,
		same,
		unseen: new Set(hidden === undefined ? [] : [hidden]),
		update: async ({ id }, changes) => {
			await write(client, id, changes);
			return await asRead({ find: async (key) => await find(key, SILENT) }, id, { changes: stored ? changes : [], isSame: same });
		},
	};
}
