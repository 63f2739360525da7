import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { MatchBy, MatchKey, Profile } from '../provisioning/types';
import { theOne } from './found';
import { readItems, runItems, toItems } from './items';
import { concurrencyOf } from './options';
import type { Session } from './session';

type Get<By extends MatchBy, With, Doc> = Readonly<{
	session: Session;
	find: (key: MatchKey<By>, how: With) => Promise<ReadonlyArray<Profile<Doc>>>;
	/** Who item `i` means, and how to read that user. */
	read: (i: number) => Readonly<{ key: MatchKey<By>; with: With }>;
	/** The vendor's document of a user as the members of an item. */
	show: (record: Doc) => IDataObject;
}>;

/** The operation Get of every vendor: each item comes out as the one user that it means. */
export async function getUser<By extends MatchBy, With, Doc>(
	context: IExecuteFunctions,
	{ session, find, read, show }: Get<By, With, Doc>,
): Promise<INodeExecutionData[]> {
	const results = await runItems(context, readItems(context, read), {
		concurrency: concurrencyOf(context),
		work: async ({ key, with: how }) => show(theOne(key, await find(key, how)).record),
	});
	return toItems(context, results, session.scrub);
}
