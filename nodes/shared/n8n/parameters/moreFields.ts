import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../../failure';
import type { Edit, FieldName } from '../../provisioning/types';
import { editOf, toFieldValue } from '../../fields/edits';
import { emptyRuleOf } from './emptyValues';
import type { FieldSpec } from '../../fields/spec';
import { fromJson, toText } from '../../fields/values';
import type { ShownFor } from './options';

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
export function moreEdits(
	context: IExecuteFunctions,
	i: number,
	specs: readonly FieldSpec[] = [],
): ReadonlyArray<readonly [FieldName, Edit]> {
	const rule = emptyRuleOf(context, i);
	return [...rowsOf(context, i), ...membersOf(context, i)].flatMap(([name, value]): ReadonlyArray<readonly [FieldName, Edit]> => {
		const spec = specs.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? { name, label: `The field "${name}"`, type: 'text' };
		const edit = editOf(spec, toFieldValue(spec, value, context.getTimezone()), rule);
		return edit === undefined ? [] : [[name, edit]];
	});
}

function rowsOf(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, unknown]> {
	const rows: unknown = context.getNodeParameter('moreFields.field', i, []);
	return list(rows).map((row) => {
		const name = row.name === undefined ? '' : toText('More Fields', row.name);
		if (name === '') throw invalid('More Fields', 'A row of More Fields does not say which field it means');
		return [name, row.value];
	});
}

function membersOf(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, unknown]> {
	const given = fromJson('Fields as JSON', context.getNodeParameter('fieldsJson', i, '{}') || '{}');
	if (!isMembers(given)) throw invalid('Fields as JSON', 'Fields as JSON takes one object, like {"Phone": "0012"}');
	return Object.entries(given);
}

function list(value: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> {
	return Array.isArray(value) ? value.filter(isMembers) : [];
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(parameter: string, says: string) {
	return failed({ kind: 'invalid', parameter, says });
}
