import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../../failure';
import type { Offered } from './operations';
import { inOrder } from '../parameters/inOrder';
import type { ShownFor } from '../parameters/options';
import { someName } from '../parameters/readings';

/** The name of a record; see {@link newNameOf}. */
export function nameParameter(show: ShownFor, words: Pick<INodeProperties, 'placeholder' | 'description'>): INodeProperties {
	return { displayName: 'Name', name: 'name', type: 'string', default: '', required: true, ...words, displayOptions: { show } };
}

/** @throws FailureError `invalid` when it is empty */
export function newNameOf(context: IExecuteFunctions, i: number): string {
	return someName('Name', context.getNodeParameter('name', i, ''));
}

const COLLECTIONS = { additionalFields: 'Additional Fields', updateFields: 'Update Fields' } as const;

/** The collection of what a new record may have, or of what may change in one. */
export function fieldsParameter(
	name: keyof typeof COLLECTIONS,
	show: ShownFor,
	{ options, description }: Readonly<{ options: INodeProperties[]; description?: string }>,
): INodeProperties {
	return {
		displayName: COLLECTIONS[name],
		name,
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show },
		options: inOrder(options, ({ displayName }) => displayName),
		...(description === undefined ? {} : { description }),
	};
}

/**
 * What is to change in a record.
 * @throws FailureError `invalid` when nothing is
 */
export function someChange<Changes extends object>(changes: Changes): Changes {
	if (Object.keys(changes).length > 0) return changes;
	throw failed({
		kind: 'invalid',
		parameter: COLLECTIONS.updateFields,
		says: 'No fields to update were given',
		todo: 'Add at least one field with a value.',
	});
}

type Usual = 'addMembers' | 'create' | 'delete' | 'get' | 'getAll' | 'removeMembers' | 'update';

/** Operations as the list "Operation" names them. @param one `user group` @param many `user groups` */
export function recordChoices(one: string, many: string, descriptions: Readonly<Partial<Record<Usual, string>>>): Offered[] {
	const choice = (value: Usual, name: string, action: string): Offered[] => {
		const description = descriptions[value];
		return description === undefined ? [] : [{ name, value, action, description }];
	};
	return [
		...choice('addMembers', 'Add Members', `Add members to ${one}`),
		...choice('create', 'Create', `Create ${one}`),
		...choice('delete', 'Delete', `Delete ${one}`),
		...choice('get', 'Get', `Get ${one}`),
		...choice('getAll', 'Get Many', `Get many ${many}`),
		...choice('removeMembers', 'Remove Members', `Remove members from ${one}`),
		...choice('update', 'Update', `Update ${one}`),
	];
}
