import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../failure';
import type { FieldSpec } from '../../fields/spec';
import { fromJson, toText } from '../../fields/values';
import type { FieldName } from '../../provisioning/types';
import { editsOf, unknownField, type Edits } from './emptyValues';
import type { ShownFor } from './options';
import { rowsIn } from './readings';

/** How a vendor's users speak of the fields that its table doesn't know. */
export type MoreFieldsWords = Readonly<{
	description: string;
	/** What a field is called by: its label, its name. */
	name: Readonly<{ displayName: string; placeholder: string; description: string }>;
	jsonPlaceholder: string;
	jsonDescription: string;
}>;

/** Fields that the field table doesn't know: as rows, and as one JSON object. */
export function moreFieldsParameters(
	show: ShownFor,
	{ description, name, jsonPlaceholder, jsonDescription }: MoreFieldsWords,
): INodeProperties[] {
	return [
		{
			displayName: 'More Fields',
			name: 'moreFields',
			type: 'fixedCollection',
			placeholder: 'Add Field',
			typeOptions: { multipleValues: true },
			default: {},
			displayOptions: { show },
			description,
			options: [
				{
					displayName: 'Field',
					name: 'field',
					values: [
						{ ...name, name: 'name', type: 'string', default: '' },
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							description: 'An empty value leaves the field as it is, unless Options say otherwise',
						},
					],
				},
			],
		},
		{
			displayName: 'Fields as JSON',
			name: 'fieldsJson',
			type: 'json',
			default: '{}',
			displayOptions: { show },
			placeholder: jsonPlaceholder,
			description: jsonDescription,
		},
	];
}

/**
 * What item `i` asks for through "More Fields" and "Fields as JSON".
 * @param specs fields that are more than text wherever they are given, with whatever capitals
 * @throws FailureError `invalid` naming the parameter
 */
export function moreEdits(context: IExecuteFunctions, i: number, specs: readonly FieldSpec[]): Edits {
	const specOf = (name: FieldName): FieldSpec =>
		specs.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? unknownField(name, `The field "${name}"`);
	return editsOf(context, i, [...rowsOf(context, i), ...Object.entries(jsonOf(context, i))], { specOf });
}

function rowsOf(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, unknown]> {
	return rowsIn(context, i, 'moreFields.field').map(({ name: given, value }) => {
		const name = toText('More Fields', given ?? '');
		if (name === '') throw invalid('More Fields', 'A row of More Fields does not say which field it means');
		return [name, value];
	});
}

function jsonOf(context: IExecuteFunctions, i: number): object {
	const given = fromJson('Fields as JSON', context.getNodeParameter('fieldsJson', i, '{}') || '{}');
	if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given;
	throw invalid('Fields as JSON', 'Fields as JSON takes one object, like {"Phone": "0012"}');
}
