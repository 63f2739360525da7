import type { IExecuteFunctions } from 'n8n-workflow';

import type { PatienceOptions } from '../../http/patience';
import { backOff } from '../../http/retry';
import type { Clock } from '../../http/types';
import { creating, creatingOrUpdating, updating, type Course } from '../../provisioning/courses';
import type { Repeats } from '../../provisioning/creations';
import type { CreatesUsers, FindsNow, UserDirectory } from '../../provisioning/directory';
import type { MatchBy, Wanted } from '../../provisioning/types';
import { keepingKey } from '../parameters/keepingKey';
import type { Operation } from './operations';
import { otherKeysOf } from '../parameters/otherKeys';
import { patienceOf } from '../parameters/patienceOptions';
import { scimMappingOption } from '../parameters/scim';
import { keyWords, personParameter, userKey, userParameter } from '../parameters/user';
import { clockOf } from '../session/clock';
import { carryOut, meantBy, userOperation } from './userOperation';
import type { Asked, FieldOperation, GivingItem, Item, OpenedUsers, UserVendor } from './userVendor';
import { sentences } from '../../words';
import { writeOptions } from '../parameters/writeOptions';

/** Create: without a look-up; a duplicate is the vendor's to refuse. */
export function createOperation<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
): Operation {
	const { create: part, input } = vendor;
	return userOperation(vendor, 'create', {
		part,
		parameters: (shown) => [...(part.above?.(shown) ?? []), ...input(shown, part.notice)],
		options: [scimMappingOption, ...writeOptions('create')],
		execute: async (first) => {
			const course = withChecks(vendor, creating(first.users.directory), { first, operation: 'create' });
			return await carryOut(vendor, first, { course, read: part.asks });
		},
	});
}

/** Update: a user who is not there is not made. */
export function updateOperation<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
): Operation {
	const { modes, update: part, input } = vendor;
	return userOperation(vendor, 'update', {
		part,
		parameters: (shown) => [
			userParameter(modes, shown, sentences('The user to update. A user that does not exist is never created.', part.user)),
			...input(shown, part.notice),
		],
		options: [scimMappingOption, ...writeOptions('update', { otherKeys: modes, clears: true })],
		execute: async (first) => {
			const directory = part.directory?.(first) ?? first.users.directory;
			const course = withChecks(vendor, updating(directory), { first, operation: 'update' });
			return await carryOut(vendor, first, {
				course,
				read: (item) => {
					const meant = meantBy(item.context, item.i, vendor);
					return { ...meant, ...part.asks(item, meant) };
				},
			});
		},
	});
}

/** Create or Update: who is not there is made. */
export function upsertOperation<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	vendor: UserVendor<By, With, Doc, Opened>,
): Operation {
	const { modes, personModes, upsert: part, input } = vendor;
	const keys = keyWords(personModes);
	const usual = `The user to update. When nobody has this ${keys}, a user with it is created; when several have it, none of them is touched.`;
	return userOperation(vendor, 'upsert', {
		part,
		parameters: (shown) => [personParameter(personModes, shown, sentences(usual, part.user)), ...input(shown, part.notice)],
		options: [scimMappingOption, ...writeOptions('update', { otherKeys: modes, clears: true })],
		execute: async (first) => {
			const course = withChecks(vendor, makingWhoIsMissing(vendor, first, first.users.directory), { first, operation: 'upsert' });
			return await carryOut(vendor, first, { course, read: (item) => personOf(vendor, item, 'upsert') });
		},
	});
}

/** What one person leads to where missing people are made. */
export function makingWhoIsMissing<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	{ newcomer }: UserVendor<By, With, Doc, Opened>,
	{ context, users }: Item<Opened>,
	directory: UserDirectory<By, With, Doc> & CreatesUsers<With, Doc> & FindsNow<By, With, Doc>,
): Course<Wanted<By, With>, Doc> {
	return creatingOrUpdating(directory, (wanted) => newcomer(wanted, users), repeatsOf(context));
}

/** Plans that hold only after what the vendor has to be asked besides. */
export function withChecks<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>, W extends Asked<With>>(
	{ checked }: UserVendor<By, With, Doc, Opened>,
	course: Course<W, Doc>,
	{ first, operation }: Readonly<{ first: Item<Opened>; operation: FieldOperation }>,
): Course<W, Doc> {
	return checked ? checked(course, first, operation) : course;
}

/**
 * Somebody who may not be there yet. What writes keeps the key that the next run looks for.
 * @throws FailureError `invalid`
 */
export function personOf<By extends MatchBy, With, Doc, Opened extends OpenedUsers<By, With, Doc>>(
	{ modes, personModes, person, keeping, fields }: UserVendor<By, With, Doc, Opened>,
	item: GivingItem<Opened>,
	operation: 'upsert' | 'sync' | 'compare',
): Wanted<By, With> {
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
