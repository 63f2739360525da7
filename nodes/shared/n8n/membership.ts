import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../failure';
import type { Edit, FieldEdits, FieldName, Membership } from '../provisioning/types';

type Option = Readonly<{
	displayName: string;
	name: string;
	default: Membership;
	description: string;
	memberships?: readonly Membership[];
}>;

const CHOICES = {
	add: { name: 'Add to the List', value: 'add', description: 'The user is added to those given and stays in the others' },
	exact: { name: 'Make Exactly This List', value: 'exact', description: 'The user is added to those given and removed from all others' },
	remove: { name: 'Remove From the List', value: 'remove', description: 'The user is removed from those given and stays in the others' },
} as const;

/** The option that says what a mapped list such as groups means. */
export function membershipOption({ memberships = ['add', 'exact', 'remove'], ...option }: Option): INodeProperties {
	return { ...option, type: 'options', options: memberships.map((one) => ({ ...CHOICES[one] })) };
}

/** @throws FailureError `invalid` for anything else than the three */
export function membershipOf(
	context: IExecuteFunctions,
	i: number,
	{ displayName, name, default: usual }: Pick<Option, 'displayName' | 'name' | 'default'>,
): Membership {
	const given: unknown = context.getNodeParameter(`options.${name}`, i, usual);
	if (given === 'add' || given === 'remove' || given === 'exact') return given;
	throw failed({
		kind: 'invalid',
		parameter: displayName,
		says: `${displayName} can't be "${String(given)}"`,
		todo: 'Choose one of: add, remove, exact. Nothing was sent.',
	});
}

/** The edits with what becomes of these list fields. */
export function withMembership(edits: FieldEdits, fields: ReadonlySet<FieldName>, how: Membership): FieldEdits {
	return new Map(
		[...edits].map(([name, edit]): [FieldName, Edit] => [name, fields.has(name) && edit !== 'clear' ? { ...edit, how } : edit]),
	);
}
