import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { theOne } from '../../../shared/n8n/found';
import { selectedId } from '../../../shared/n8n/locator';
import type { ShownFor } from '../../../shared/n8n/operations';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeSeenRecords } from '../../../shared/n8n/recordWrites';
import { userKey, userParameter } from '../../../shared/n8n/user';
import type { MatchKey } from '../../../shared/provisioning/types';
import type { AxeroDirectory } from '../../axeroDirectory';
import type { Membership } from '../../members';
import type { AxeroKey } from '../../profile';
import type { AxeroRequest } from '../../transport/request';
import { axeroOptions, openAxero } from '../open';
import { notDocumented, SPACE, spaceParameter } from '../space/common';
import { USER_MODES } from '../../userParameters';

/** The parameters of an operation on one user in one space. */
export function membershipParameters(show: ShownFor, words: Readonly<{ space: string; user: string }>): INodeProperties[] {
	return [
		spaceParameter(show, words.space),
		userParameter(USER_MODES, show, words.user),
		notDocumented(show),
		axeroOptions(show, recordOptions()),
	];
}

/** Does something to each item's user in its space, and says what was done. */
export async function eachMembership(
	context: IExecuteFunctions,
	{ action, done }: Readonly<{ action: string; done: string }>,
	change: (request: AxeroRequest, membership: Membership) => Promise<void>,
): Promise<INodeExecutionData[]> {
	const { session, request, directory } = await openAxero(context);
	return await writeSeenRecords(context, {
		session,
		read: (i) => ({ space: selectedId(context, i, SPACE), key: userKey(context, i, USER_MODES) }),
		look: async ({ space, key }): Promise<Membership> => ({ space, user: await idOf(directory, key) }),
		planned: ({ space, user }) => ({ action, spaceId: space, userId: user }),
		work: async ({ space, user }): Promise<IDataObject> => {
			await change(request, { space, user });
			return { action: done, spaceId: space, userId: user };
		},
	});
}

/** Spaces know users by ID only. */
async function idOf({ find }: AxeroDirectory, key: MatchKey<AxeroKey>): Promise<string> {
	return key.by === 'id' ? key.value : theOne(key, await find(key)).id;
}
