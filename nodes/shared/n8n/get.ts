import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { MatchBy, MatchKey, Profile } from '../provisioning/types';
import { theOne } from './found';
import { eachItem } from './items';
import { formOf, type Forms } from './output';
import type { Session } from './session';

type Get<By extends MatchBy, With, Doc> = Omit<Forms<Doc>, 'scim'> &
	Readonly<{
		session: Session;
		find: (key: MatchKey<By>, how: With) => Promise<ReadonlyArray<Profile<Doc>>>;
		/** Who item `i` means, and how to read that user. */
		read: (i: number) => Readonly<{ key: MatchKey<By>; with: With }>;
		/** A user as a SCIM 2.0 User. */
		scim?: (profile: Profile<Doc>) => IDataObject;
	}>;

/** The operation Get of every vendor: each item comes out as the one user that it means. */
export async function getUser<By extends MatchBy, With, Doc>(
	context: IExecuteFunctions,
	{ session, find, read, show, simplified, scim }: Get<By, With, Doc>,
): Promise<INodeExecutionData[]> {
	return await eachItem(context, {
		session,
		read: (i) => ({
			...read(i),
			form: formOf<Profile<Doc>>(context, i, { show: ({ record }) => show(record), simplified, ...(scim ? { scim } : {}) }),
		}),
		work: async ({ key, with: how, form }) => form(theOne(key, await find(key, how))),
	});
}
