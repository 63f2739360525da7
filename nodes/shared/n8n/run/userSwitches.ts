import { archiving, deleting, switching, type Course, type Meant } from '../../provisioning/courses';
import type { MatchBy, Switch } from '../../provisioning/types';
import type { Operation } from './operations';
import { userParameter } from '../parameters/user';
import { carryOut, meantBy, userOperation } from './userOperation';
import type { Item, OpenedUsers, Part, UserVendor } from './userVendor';
import { sentences } from '../../words';
import { writeOptions } from '../parameters/writeOptions';

/** Activate and Deactivate, where the vendor can: a user who is as wanted is left alone. */
export function switchOperations<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
): Readonly<Partial<Record<'activate' | 'deactivate', Operation>>> {
	const { switches } = vendor;
	if (!switches) return {};
	const one = (goal: 'activate' | 'deactivate', usual: string): Operation =>
		turning(vendor, goal, {
			part: switches[goal],
			usual,
			courseOf: (first) => switching(switches.directory(first, goal), goal),
			withOf: (item) => (switches.with ? switches.with(item, goal) : vendor.with(item)),
		});
	return {
		activate: one('activate', 'The user to let in. Somebody who is active is left alone.'),
		deactivate: one('deactivate', 'The user to keep out. Somebody who is kept out is left alone.'),
	};
}

/** Archive, where the vendor can: the nearest to a deletion. */
export function archiveOperation<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
): Readonly<{ archive?: Operation }> {
	const { archives: part } = vendor;
	if (!part) return {};
	const usual = 'The user to archive. Somebody who is archived is left alone.';
	return {
		archive: turning(vendor, 'archive', { part, usual, courseOf: (first) => archiving(part.directory(first)), withOf: vendor.with }),
	};
}

/** Delete, where the vendor can. */
export function deleteOperation<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
): Readonly<{ delete?: Operation }> {
	const { deletes: part } = vendor;
	if (!part) return {};
	const usual = 'The user to delete for good. This cannot be undone.';
	return { delete: turning(vendor, 'delete', { part, usual, courseOf: (first) => deleting(part.directory(first)), withOf: vendor.with }) };
}

/** An operation on a user who is there, without fields. */
function turning<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
	goal: Switch | 'delete',
	{
		part,
		usual,
		courseOf,
		withOf,
	}: Readonly<{
		part: Part;
		usual: string;
		courseOf: (first: Item<Opened>) => Course<Meant<By, With>, Doc>;
		withOf: (item: Item<Opened>) => With;
	}>,
): Operation {
	const { modes } = vendor;
	return userOperation(vendor, goal, {
		part,
		parameters: (shown) => [userParameter(modes, shown, sentences(usual, part.user))],
		options: writeOptions(goal === 'archive' ? 'deactivate' : goal, { otherKeys: modes }),
		execute: async (first) =>
			await carryOut(vendor, first, {
				course: courseOf(first),
				read: (item) => ({ ...meantBy(item.context, item.i, vendor), with: withOf(item) }),
			}),
	});
}
