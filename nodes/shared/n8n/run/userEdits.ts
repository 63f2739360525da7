import type { IExecuteFunctions } from 'n8n-workflow';

import type { PatienceOptions } from '../../http/patience';
import { backOff } from '../../http/retry';
import type { Clock } from '../../http/types';
import {
	creating,
	creatingOrUpdating,
	updating,
	type Creates,
	type Meant,
	type Repeats,
	type UserOperation,
} from '../../provisioning/userOperation';
import { sentences } from '../../words';
import { EMPTY_NOTICE } from '../parameters/columns';
import { patienceOf } from '../parameters/options';
import { keepingKey, keyWords, MATCH_BY, otherKeysOf, personParameter, USER, userKey, userParameter } from '../parameters/user';
import { optionsOfWrites } from '../parameters/writeOptions';
import { clockOf } from '../session/clock';
import { withChecks } from './checks';
import type { Operation } from './operations';
import type { GivingItem, Item, TurningPart, UserTypes, UserVendor, WantedOf } from './userVendor';
import { operationOnUsers, writeUsers } from './userWrites';

/** Create: without a look-up; a duplicate is the vendor's to refuse. */
export function createOperation<T extends UserTypes>(vendor: UserVendor<T>): Operation {
	const { create: part, input, fieldOptions = [] } = vendor;
	return operationOnUsers(vendor, 'create', {
		part,
		parameters: (shown) => input(shown, part.notice),
		options: [...fieldOptions, ...optionsOfWrites('create')],
		writes: true,
		execute: async (first) => {
			const operation = withChecks(vendor, creating(first.users.directory), { first, name: 'create' });
			return await writeUsers(vendor, first, { operation, read: part.asks });
		},
	});
}

/** Update: a user who is not there is not made. */
export function updateOperation<T extends UserTypes>(vendor: UserVendor<T>): Operation {
	const { modes, update: part, input, fieldOptions = [] } = vendor;
	return operationOnUsers(vendor, 'update', {
		part,
		parameters: (shown) => [
			userParameter(modes, shown, sentences('The user to update. If no user is found, none is created.', part.user)),
			...input(shown, part.notice ?? EMPTY_NOTICE),
		],
		options: [...fieldOptions, ...optionsOfWrites('update', { otherKeys: modes, keepsOut: vendor.deactivate !== undefined })],
		writes: true,
		execute: async (first) => {
			const directory = part.directory?.(first) ?? first.users.directory;
			const operation = withChecks(vendor, updating(directory), { first, name: 'update' });
			const read = (item: GivingItem<T>): WantedOf<T> => {
				const meant = meantBy(vendor, item);
				return { ...meant, ...part.asks(item, meant) };
			};
			return await writeUsers(vendor, first, { operation, read, keyOf: ({ i }) => userKey({ context: first.context, i }, modes) });
		},
	});
}

/** Create or Update: who is not there is made. */
export function upsertOperation<T extends UserTypes>(vendor: UserVendor<T>): Operation {
	const { modes, personModes, upsert: part, input, fieldOptions = [] } = vendor;
	const keys = keyWords(personModes);
	const usual = `The user to update. If no user has this ${keys}, a new one is created. If several do, none of them is changed.`;
	return operationOnUsers(vendor, 'upsert', {
		part,
		parameters: (shown) => [personParameter(personModes, shown, sentences(usual, part.user)), ...input(shown, part.notice ?? EMPTY_NOTICE)],
		options: [...fieldOptions, ...optionsOfWrites('update', { otherKeys: modes, keepsOut: vendor.deactivate !== undefined })],
		writes: true,
		execute: async (first) => {
			const operation = withChecks(vendor, makingWhoIsMissing(vendor, first, first.users.directory), { first, name: 'upsert' });
			return await writeUsers(vendor, first, {
				operation,
				read: (item) => personOf(vendor, item, 'upsert'),
				keyOf: ({ i }) => userKey({ context: first.context, i }, personModes),
			});
		},
	});
}

/** What one person leads to where missing people are made. */
export function makingWhoIsMissing<T extends UserTypes>(
	{ newcomer }: UserVendor<T>,
	{ context, users }: Item<T>,
	directory: Creates<T['by'], T['options'], T['record']>,
): UserOperation<WantedOf<T>, T['record']> {
	return creatingOrUpdating(directory, (wanted) => newcomer(wanted, users), repeatsOf(context));
}

/**
 * Somebody who may not be there yet. What writes keeps the key that the next run looks for.
 * @throws FailureError `invalid`
 */
export function personOf<T extends UserTypes>(
	{ modes, personModes, person, keeping, fields }: UserVendor<T>,
	item: GivingItem<T>,
	operation: 'upsert' | 'sync' | 'compare',
): WantedOf<T> {
	const { context, i } = item;
	const who = operation === 'upsert' ? USER : MATCH_BY;
	const key = userKey(item, personModes, who);
	const wanted = { key, otherKeys: otherKeysOf(context, i, modes), ...person(item, { operation, key }) };
	if (operation === 'compare') return wanted;
	return keeping ? keeping(wanted, who) : keepingKey(wanted, fields, who);
}

/** How creations are repeated in this execution: as often as requests, and after the same waits. */
export function repeatsOf(context: IExecuteFunctions): Repeats {
	return repeating(patienceOf(context), clockOf(context.getExecutionCancelSignal()));
}

export function repeating({ retries }: Pick<PatienceOptions, 'retries'>, { random, sleep }: Pick<Clock, 'random' | 'sleep'>): Repeats {
	return { most: retries, pause: async (earlier) => await sleep(backOff(earlier, random())) };
}

/** What User is, in an operation without fields. */
const TURNED = {
	activate: 'The user to activate. A user who is already active is left alone.',
	deactivate: 'The user to deactivate. A user who is already inactive is left alone.',
	archive: 'The user to archive. A user who is already archived is left alone.',
	delete: 'The user to delete permanently. This cannot be undone.',
};

type Turning<T extends UserTypes, Can> = Readonly<{
	goal: keyof typeof TURNED;
	part: TurningPart<T, Can> | undefined;
	operationOf: (directory: ReturnType<TurningPart<T, Can>['directory']>) => UserOperation<Meant<T['by'], T['options']>, T['record']>;
}>;

/** Activate, Deactivate, Archive or Delete, by its name; nothing where the vendor can't. */
export function turningOperation<T extends UserTypes, Can>(
	vendor: UserVendor<T>,
	{ goal, part, operationOf }: Turning<T, Can>,
): Readonly<Record<string, Operation>> {
	if (!part) return {};
	const { modes } = vendor;
	const { writeOptions = vendor.writeOptions } = part;
	const operation = operationOnUsers(vendor, goal, {
		part,
		parameters: (shown) => [userParameter(modes, shown, sentences(TURNED[goal], part.user))],
		options: optionsOfWrites(goal === 'archive' ? 'deactivate' : goal, { otherKeys: modes }),
		writes: true,
		execute: async (first) =>
			await writeUsers(vendor, first, {
				operation: operationOf(part.directory(first)),
				read: (item) => ({ ...meantBy(vendor, item), options: writeOptions(item) }),
				keyOf: ({ i }) => userKey({ context: first.context, i }, modes),
			}),
	});
	return { [goal]: operation };
}

/** Who an item means, of those who are there. @throws FailureError `invalid` */
function meantBy<T extends UserTypes>({ modes }: UserVendor<T>, item: Item<T>) {
	return { key: userKey(item, modes), otherKeys: otherKeysOf(item.context, item.i, modes) };
}
