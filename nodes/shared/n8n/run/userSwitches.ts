import { archiving, deleting, switching, type UserOperation, type Meant } from '../../provisioning/userOperation';
import type { MatchBy, Switch } from '../../provisioning/types';
import type { Operation } from './operations';
import { userParameter } from '../parameters/user';
import { carryOut, meantBy, operationOnUsers } from './operationOnUsers';
import type { Item, OpenedUsers, Part, UserVendor } from './userVendor';
import { sentences } from '../../words';
import { optionsOfWrites } from '../parameters/writeOptions';

/** Activate and Deactivate, where the vendor can: a user who is as wanted is left alone. */
export function switchOperations<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Readonly<Partial<Record<'activate' | 'deactivate', Operation>>> {
	const { switches } = vendor;
	if (!switches) return {};
	const one = (goal: 'activate' | 'deactivate', usual: string): Operation =>
		turning(vendor, goal, {
			part: switches[goal],
			usual,
			operationOf: (first) => switching(switches.directory(first, goal), goal),
			optionsOf: (item) => (switches.writeOptions ? switches.writeOptions(item, goal) : vendor.writeOptions(item)),
		});
	return {
		activate: one('activate', 'The user to let in. Somebody who is active is left alone.'),
		deactivate: one('deactivate', 'The user to keep out. Somebody who is kept out is left alone.'),
	};
}

/** Archive, where the vendor can: the nearest to a deletion. */
export function archiveOperation<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Readonly<{ archive?: Operation }> {
	const { archives: part } = vendor;
	if (!part) return {};
	const usual = 'The user to archive. Somebody who is archived is left alone.';
	return {
		archive: turning(vendor, 'archive', {
			part,
			usual,
			operationOf: (first) => archiving(part.directory(first)),
			optionsOf: vendor.writeOptions,
		}),
	};
}

/** Delete, where the vendor can. */
export function deleteOperation<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Readonly<{ delete?: Operation }> {
	const { deletes: part } = vendor;
	if (!part) return {};
	const usual = 'The user to delete for good. This cannot be undone.';
	return {
		delete: turning(vendor, 'delete', {
			part,
			usual,
			operationOf: (first) => deleting(part.directory(first)),
			optionsOf: vendor.writeOptions,
		}),
	};
}

/** An operation on a user who is there, without fields. */
function turning<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
	goal: Switch | 'delete',
	{
		part,
		usual,
		operationOf,
		optionsOf,
	}: Readonly<{
		part: Part;
		usual: string;
		operationOf: (first: Item<Opened>) => UserOperation<Meant<By, Options>, Doc>;
		optionsOf: (item: Item<Opened>) => Options;
	}>,
): Operation {
	const { modes } = vendor;
	return operationOnUsers(vendor, goal, {
		part,
		parameters: (shown) => [userParameter(modes, shown, sentences(usual, part.user))],
		options: optionsOfWrites(goal === 'archive' ? 'deactivate' : goal, { otherKeys: modes }),
		execute: async (first) =>
			await carryOut(vendor, first, {
				operation: operationOf(first),
				read: (item) => ({ ...meantBy(item.context, item.i, vendor), options: optionsOf(item) }),
			}),
	});
}
