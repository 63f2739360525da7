import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Edit, FieldEdits, FieldName, Membership } from '../../provisioning/types';
import { choiceOf, type Collection } from './readings';

type Option = Readonly<{
	displayName: string;
	name: string;
	description: string;
	/** What can be chosen; all three where nothing is said. */
	memberships?: readonly Membership[];
}>;

const CHOICES = {
	add: { name: 'Add to the List', value: 'add', description: 'Add these and keep the others' },
	exact: { name: 'Make Exactly This List', value: 'exact', description: 'Add these and remove all others' },
	remove: { name: 'Remove From the List', value: 'remove', description: 'Remove these and keep the others' },
} as const;

const ALL: readonly Membership[] = ['add', 'exact', 'remove'];

/** The same everywhere: a list that is mapped takes nothing away unless that is asked for. */
const USUAL: Membership = 'add';

/** The option that says what a mapped list such as groups means. */
export function membershipOption({ memberships = ALL, ...option }: Option): INodeProperties {
	return { ...option, type: 'options', default: USUAL, options: memberships.map((one) => ({ ...CHOICES[one] })) };
}

/** @throws FailureError `invalid` for anything else than what can be chosen */
export function membershipOf(
	context: IExecuteFunctions,
	i: number,
	{
		displayName,
		name,
		memberships = ALL,
		within = 'options',
	}: Pick<Option, 'displayName' | 'name' | 'memberships'> & Readonly<{ within?: Collection }>,
): Membership {
	return choiceOf(context, i, { displayName, name, default: USUAL }, { words: memberships, within });
}

/** The edits with what becomes of these list fields. */
export function withMembership(edits: FieldEdits, fields: ReadonlySet<FieldName>, how: Membership): FieldEdits {
	return new Map(
		[...edits].map(([name, edit]): [FieldName, Edit] => [name, fields.has(name) && edit !== 'clear' ? { ...edit, how } : edit]),
	);
}
