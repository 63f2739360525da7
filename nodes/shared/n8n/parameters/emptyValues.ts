import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { cleared, editOf, toFieldValue, type EmptyRule } from '../../fields/edits';
import type { FieldSpec } from '../../fields/spec';
import { toText } from '../../fields/values';
import type { Edit, FieldName } from '../../provisioning/types';
import { EMPTY_FIELDS, groupOption } from './groups';
import { choiceOf } from './readings';

const EMPTY_VALUES: INodeProperties = {
	displayName: 'Empty Values',
	name: 'emptyValues',
	type: 'options',
	options: [
		{ name: 'Clear the Field', value: 'clear', description: 'A mapped field with no value is cleared' },
		{ name: 'Leave the Field', value: 'leave', description: 'A mapped field with no value stays unchanged' },
		{ name: 'Fail the Item', value: 'refuse', description: 'An item with a mapped field that has no value fails' },
	],
	default: 'leave',
	description: 'What to do when a mapped field has no value. Fields that are not mapped always stay unchanged.',
};

/** The method in `loadOptions` behind "Fields to Clear". */
const CLEARABLE_FIELDS = 'getClearableFields';

const FIELDS_TO_CLEAR: INodeProperties = {
	displayName: 'Fields to Clear',
	name: 'fieldsToClear',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: CLEARABLE_FIELDS },
	default: [],
	description:
		'Fields to clear, even if they are mapped. Choose from the list, or specify names using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** The option that says what emptiness means. */
export const emptyFieldsOption: INodeProperties = groupOption(EMPTY_FIELDS, [EMPTY_VALUES, FIELDS_TO_CLEAR]);

/** The columns of a field table that can be emptied, for "Fields to Clear". */
export function clearableFields(specs: readonly FieldSpec[]): INodePropertyOptions[] {
	return specs.filter(({ clearable = true }) => clearable).map(({ name, label }) => ({ name: label, value: name }));
}

/** @throws FailureError `invalid` for a rule that there isn't */
export function emptyRuleOf(context: IExecuteFunctions, i: number): EmptyRule {
	return choiceOf(context, i, EMPTY_VALUES, { words: ['leave', 'clear', 'refuse'], within: EMPTY_FIELDS.path });
}

/** A field that no table knows takes text. */
export function unknownField(name: FieldName, label = name): FieldSpec {
	return { name, label, type: 'text' };
}

export type Edits = ReadonlyArray<readonly [FieldName, Edit]>;

/**
 * What the values that item `i` gives ask of their fields.
 * @param removed fields that are emptied whatever an empty value means
 * @throws FailureError `invalid` naming the field
 */
export function editsOf(
	context: IExecuteFunctions,
	i: number,
	values: Iterable<readonly [name: FieldName, value: unknown]>,
	{ specOf, removed }: Readonly<{ specOf: (name: FieldName) => FieldSpec; removed?: ReadonlySet<FieldName> }>,
): Edits {
	const [rule, zone] = [emptyRuleOf(context, i), context.getTimezone()];
	return [...values].flatMap(([name, value]): Edits => {
		const spec = specOf(name);
		const edit = removed?.has(name) ? cleared(spec) : editOf(spec, toFieldValue(spec, value, zone), rule);
		return edit === undefined ? [] : [[name, edit]];
	});
}

/**
 * What item `i` asks for through "Fields to Clear".
 * @param specs the fields that are known; others are taken as they are named
 * @throws FailureError `invalid` for a field that can't be emptied
 */
export function clearingEdits(context: IExecuteFunctions, i: number, specs: readonly FieldSpec[]): Edits {
	const { displayName, name: option } = FIELDS_TO_CLEAR;
	const given: unknown = context.getNodeParameter(`${EMPTY_FIELDS.path}.${option}`, i, []);
	const names = (Array.isArray(given) ? given.map(String) : toText(displayName, given ?? '').split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	return [...new Set(names)].map((name) => [name, cleared(specs.find((spec) => spec.name === name) ?? unknownField(name))]);
}
