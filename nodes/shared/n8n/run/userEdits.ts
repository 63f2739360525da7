import type { IExecuteFunctions } from 'n8n-workflow';

import type { PatienceOptions } from '../../http/patience';
import { backOff } from '../../http/retry';
import type { Clock } from '../../http/types';
import type { CreatesUsers, FindsNow, UserDirectory } from '../../provisioning/directory';
import type { MatchBy, Switch, Wanted } from '../../provisioning/types';
import {
	archiving,
	creating,
	creatingOrUpdating,
	deleting,
	switching,
	updating,
	type Meant,
	type Repeats,
	type UserOperation,
} from '../../provisioning/userOperation';
import { sentences } from '../../words';
import { patienceOf } from '../parameters/options';
import { scimMappingOption } from '../parameters/scim';
import { keepingKey, keyWords, otherKeysOf, personParameter, userKey, userParameter } from '../parameters/user';
import { optionsOfWrites } from '../parameters/writeOptions';
import { clockOf } from '../session/clock';
import { carryOut, meantBy, operationOnUsers } from './userWrites';
import type { Operation } from './operations';
import type { Asked, FieldOperation, GivingItem, Item, OpenedUsers, Part, UserVendor } from './userVendor';

/** Create: without a look-up; a duplicate is the vendor's to refuse. */
export function createOperation<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Operation {
	const { create: part, input } = vendor;
	return operationOnUsers(vendor, 'create', {
		part,
		parameters: (shown) => [...(part.above?.(shown) ?? []), ...input(shown, part.notice)],
		options: [scimMappingOption, ...optionsOfWrites('create')],
		execute: async (first) => {
			const operation = withChecks(vendor, creating(first.users.directory), { first, name: 'create' });
			return await carryOut(vendor, first, { operation, read: part.asks });
		},
	});
}

/** Update: a user who is not there is not made. */
export function updateOperation<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Operation {
	const { modes, update: part, input } = vendor;
	return operationOnUsers(vendor, 'update', {
		part,
		parameters: (shown) => [
			userParameter(modes, shown, sentences('The user to update. A user that does not exist is never created.', part.user)),
			...input(shown, part.notice),
		],
		options: [scimMappingOption, ...optionsOfWrites('update', modes)],
		execute: async (first) => {
			const directory = part.directory?.(first) ?? first.users.directory;
			const operation = withChecks(vendor, updating(directory), { first, name: 'update' });
			return await carryOut(vendor, first, {
				operation,
				read: (item) => {
					const meant = meantBy(item.context, item.i, vendor);
					return { ...meant, ...part.asks(item, meant) };
				},
			});
		},
	});
}

/** Create or Update: who is not there is made. */
export function upsertOperation<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	vendor: UserVendor<By, Options, Doc, Opened>,
): Operation {
	const { modes, personModes, upsert: part, input } = vendor;
	const keys = keyWords(personModes);
	const usual = `The user to update. When nobody has this ${keys}, a user with it is created; when several have it, none of them is touched.`;
	return operationOnUsers(vendor, 'upsert', {
		part,
		parameters: (shown) => [personParameter(personModes, shown, sentences(usual, part.user)), ...input(shown, part.notice)],
		options: [scimMappingOption, ...optionsOfWrites('update', modes)],
		execute: async (first) => {
			const operation = withChecks(vendor, makingWhoIsMissing(vendor, first, first.users.directory), { first, name: 'upsert' });
			return await carryOut(vendor, first, { operation, read: (item) => personOf(vendor, item, 'upsert') });
		},
	});
}

/** What one person leads to where missing people are made. */
export function makingWhoIsMissing<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	{ newcomer }: UserVendor<By, Options, Doc, Opened>,
	{ context, users }: Item<Opened>,
	directory: UserDirectory<By, Options, Doc> & CreatesUsers<Options, Doc> & FindsNow<By, Options, Doc>,
): UserOperation<Wanted<By, Options>, Doc> {
	return creatingOrUpdating(directory, (wanted) => newcomer(wanted, users), repeatsOf(context));
}

/** Plans that hold only after what the vendor has to be asked besides. */
export function withChecks<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>, W extends Asked<Options>>(
	{ checked }: UserVendor<By, Options, Doc, Opened>,
	operation: UserOperation<W, Doc>,
	{ first, name }: Readonly<{ first: Item<Opened>; name: FieldOperation }>,
): UserOperation<W, Doc> {
	return checked ? checked(operation, first, name) : operation;
}

/**
 * Somebody who may not be there yet. What writes keeps the key that the next run looks for.
 * @throws FailureError `invalid`
 */
export function personOf<By extends MatchBy, Options, Doc, Opened extends OpenedUsers<By, Options, Doc>>(
	{ modes, personModes, person, keeping, fields }: UserVendor<By, Options, Doc, Opened>,
	item: GivingItem<Opened>,
	operation: 'upsert' | 'sync' | 'compare',
): Wanted<By, Options> {
	const { context, i } = item;
	const key = userKey(context, i, personModes);
	const wanted = { key, otherKeys: otherKeysOf(context, i, modes), ...person(item, operation) };
	if (operation === 'compare') return wanted;
	return keeping ? keeping(wanted) : keepingKey(wanted, fields);
}

/** How creations are repeated in this execution: as often as requests, and after the same waits. */
export function repeatsOf(context: IExecuteFunctions): Repeats {
	return repeating(patienceOf(context), clockOf(context.getExecutionCancelSignal()));
}

export function repeating({ retries }: Pick<PatienceOptions, 'retries'>, { random, sleep }: Pick<Clock, 'random' | 'sleep'>): Repeats {
	return { most: retries, pause: async (earlier) => await sleep(backOff(earlier, random())) };
}

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
		options: optionsOfWrites(goal === 'archive' ? 'deactivate' : goal, modes),
		execute: async (first) =>
			await carryOut(vendor, first, {
				operation: operationOf(first),
				read: (item) => ({ ...meantBy(item.context, item.i, vendor), options: optionsOf(item) }),
			}),
	});
}
