import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { failed } from '../../failure';
import { cleared, type EmptyRule } from '../../fields/edits';
import type { Edit, FieldName } from '../../provisioning/types';
import type { FieldSpec } from '../../fields/spec';
import { toText } from '../../fields/values';

/** The method in `loadOptions` behind "Fields to Clear". */
export const CLEARABLE_FIELDS = 'getClearableFields';

/** The options that say what emptiness means. */
export const EMPTY_OPTIONS: readonly INodeProperties[] = [
	{
		displayName: 'Empty Values',
		name: 'emptyValues',
		type: 'options',
		options: [
			{ name: 'Clear the Field', value: 'clear', description: 'A mapped field without a value is emptied at the vendor' },
			{ name: 'Leave the Field', value: 'leave', description: 'A mapped field without a value stays as it is' },
			{ name: 'Refuse the Item', value: 'refuse', description: 'An item with a mapped field that has no value is an error' },
		],
		default: 'leave',
		description: 'What to do when a mapped field has no value for an item. Fields that are not mapped always stay as they are.',
	},
	{
		displayName: 'Fields to Clear',
		name: 'fieldsToClear',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: CLEARABLE_FIELDS },
		default: [],
		description:
			'Fields to empty, whatever is mapped. Choose from the list, or specify names using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
];

/** The columns of a field table that can be emptied, for "Fields to Clear". */
export function clearableFields(specs: readonly FieldSpec[]): INodePropertyOptions[] {
	return specs.filter(({ clearable = true }) => clearable).map(({ name, label }) => ({ name: label, value: name }));
}

/** @throws FailureError `invalid` for a rule that there isn't */
export function emptyRuleOf(context: IExecuteFunctions, i: number): EmptyRule {
	const given: unknown = context.getNodeParameter('options.emptyValues', i, 'leave');
	if (given === 'leave' || given === 'clear' || given === 'refuse') return given;
	throw failed({
		kind: 'invalid',
		parameter: 'Empty Values',
		says: `Empty Values can't be "${String(given)}"`,
		todo: 'Choose one of: leave, clear, refuse.',
	});
}

/**
 * What item `i` asks for through "Fields to Clear".
 * @param specs the fields that are known; others are taken as they are named
 * @throws FailureError `invalid` for a field that can't be emptied
 */
export function clearingEdits(
	context: IExecuteFunctions,
	i: number,
	specs: readonly FieldSpec[],
): ReadonlyArray<readonly [FieldName, Edit]> {
	const given: unknown = context.getNodeParameter('options.fieldsToClear', i, []);
	const names = (Array.isArray(given) ? given.map(String) : toText('Fields to Clear', given ?? '').split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	return [...new Set(names)].map((name) => [
		name,
		cleared(specs.find((spec) => spec.name === name) ?? { name, label: name, type: 'text' }),
	]);
}
