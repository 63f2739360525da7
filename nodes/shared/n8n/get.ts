import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { MatchBy, MatchKey, Profile } from '../provisioning/types';
import { theOne } from './found';
import { eachItem } from './items';
import { shapeOf, type Shape } from './output';
import type { Session } from './session';

type Get<By extends MatchBy, With, Doc> = Readonly<{
	session: Session;
	find: (key: MatchKey<By>, how: With) => Promise<ReadonlyArray<Profile<Doc>>>;
	/** Who item `i` means, and how to read that user. */
	read: (i: number) => Readonly<{ key: MatchKey<By>; with: With }>;
	/** The vendor's document of a user as the members of an item. */
	show: (record: Doc) => IDataObject;
	/** The short form of what `show` gives: at most ten members, flat. */
	simplified: Shape;
}>;

/** The operation Get of every vendor: each item comes out as the one user that it means. */
export async function getUser<By extends MatchBy, With, Doc>(
	context: IExecuteFunctions,
	{ session, find, read, show, simplified }: Get<By, With, Doc>,
): Promise<INodeExecutionData[]> {
	return await eachItem(context, {
		session,
		read: (i) => ({ ...read(i), shape: shapeOf(context, i, simplified) }),
		work: async ({ key, with: how, shape }) => shape(show(theOne(key, await find(key, how)).record)),
	});
}
