import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../failure';
import type { FieldSpec } from '../../fields/spec';
import { fromJson, toText } from '../../fields/values';
import type { FieldName } from '../../provisioning/types';
import { editsOf, unknownField, type Edits } from './emptyValues';
import { rowsIn } from './readings';

/** How a vendor's users speak of the fields that its table doesn't know. */
export type MoreFieldsWords = Readonly<{
	description: string;
	/** What a field is called by: its label, its name. */
	name: Readonly<{ displayName: string; placeholder: string; description: string }>;
	jsonPlaceholder: string;
	jsonDescription: string;
}>;

const MORE_FIELDS = { displayName: 'More Fields', name: 'moreFields' } as const;
const AS_JSON = { displayName: 'Fields as JSON', name: 'json' } as const;

/** The option for fields that the field table doesn't know: one by one, and several as one JSON object. */
export function moreFieldsOption({ description, name, jsonPlaceholder, jsonDescription }: MoreFieldsWords): INodeProperties {
	return {
		...MORE_FIELDS,
		type: 'fixedCollection',
		placeholder: 'Add Field',
		typeOptions: { multipleValues: true },
		default: {},
		displayOptions: { show: { '/inputFormat': ['fields'] } },
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
						description: 'An empty value leaves the field unchanged, unless the option Empty Fields says otherwise',
					},
				],
			},
			{
				...AS_JSON,
				values: [{ ...AS_JSON, type: 'json', default: '{}', placeholder: jsonPlaceholder, description: jsonDescription }],
			},
		],
	};
}

/**
 * What item `i` asks for through "More Fields".
 * @param specs fields that are more than text wherever they are given, with whatever capitals
 * @throws FailureError `invalid` naming the parameter
 */
export function moreEdits(context: IExecuteFunctions, i: number, specs: readonly FieldSpec[]): Edits {
	const specOf = (name: FieldName): FieldSpec =>
		specs.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? unknownField(name, `The field "${name}"`);
	return editsOf(context, i, [...fieldsOf(context, i), ...objectsOf(context, i).flatMap(Object.entries)], { specOf });
}

function fieldsOf(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, unknown]> {
	const { displayName } = MORE_FIELDS;
	return rowsIn(context, i, `options.${MORE_FIELDS.name}.field`).map(({ name: given, value }) => {
		const name = toText(displayName, given ?? '');
		if (name === '') throw invalid(displayName, `A row of ${displayName} has no field name`);
		return [name, value];
	});
}

function objectsOf(context: IExecuteFunctions, i: number): readonly object[] {
	const { displayName, name } = AS_JSON;
	return rowsIn(context, i, `options.${MORE_FIELDS.name}.${name}`).map(({ json }) => {
		const given = fromJson(displayName, json || '{}');
		if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given;
		throw invalid(displayName, `${displayName} takes one object, like {"Phone": "0012"}`);
	});
}
