import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { FieldEdits, FieldName, Profile } from '../../provisioning/types';
import { readScim } from '../../scim/read';
import { overridden, type ScimTable } from '../../scim/table';
import { writeScim } from '../../scim/write';
import { clearingEdits, editsOf, unknownField } from './emptyValues';
import { fieldsParameters } from './columns';
import type { FieldSpec } from '../../fields/spec';
import type { InputItem } from './leftOut';
import { rowsIn } from './readings';
import { fromJson, toText } from '../../fields/values';
import type { ShownFor } from './options';

/** Where a parameter is shown that SCIM users have no use for. */
export function whileFields(show: ShownFor): ShownFor & { inputFormat: string[] } {
	return { ...show, inputFormat: ['fields'] };
}

/** Whether item `i` gives its person as a SCIM user. */
export function isScim(context: IExecuteFunctions, i: number): boolean {
	return context.getNodeParameter('inputFormat', i, 'fields') === 'scim';
}

/**
 * "Input Format", and what it asks for: the columns of the vendor, or a SCIM user.
 * @param notice traps of this vendor's fields
 */
export function inputParameters(show: ShownFor, notice?: string): INodeProperties[] {
	return [
		{
			displayName: 'Input Format',
			name: 'inputFormat',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Fields', value: 'fields', description: 'Map each field' },
				{
					name: 'SCIM 2.0 User',
					value: 'scim',
					description: 'Use a user from an identity provider or another node of this package (RFC 7643)',
				},
			],
			default: 'fields',
			displayOptions: { show },
			description: "How the user's data is passed in",
		},
		{
			displayName: 'SCIM User',
			name: 'scimUser',
			type: 'json',
			default: '={{ $json }}',
			required: true,
			displayOptions: { show: { ...show, inputFormat: ['scim'] } },
			description:
				'A SCIM 2.0 user, or a PATCH message for one. Fields without an attribute stay unchanged. Which attribute fills which field is listed in the <a href="https://github.com/n8n-nodes-user-provisioning/n8n-nodes-user-provisioning/blob/main/docs/scim.md">documentation</a>. To change this, use SCIM Mapping.',
		},
		scimMappingParameter({ ...show, inputFormat: ['scim'] }),
		...fieldsParameters(whileFields(show), notice),
	];
}

const SCIM_MAPPING = { displayName: 'SCIM Mapping', name: 'scimMapping' } as const;

/** Which SCIM attribute stands for which field, where that is not the usual one. */
export function scimMappingParameter(show: Readonly<Record<string, string[]>>): INodeProperties {
	return {
		...SCIM_MAPPING,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Attribute',
		default: {},
		displayOptions: { show },
		description: 'Maps SCIM attributes to fields other than the default ones',
		options: [
			{
				displayName: 'Attribute',
				name: 'attribute',
				values: [
					{
						displayName: 'SCIM Attribute',
						name: 'path',
						type: 'string',
						default: '',
						placeholder: 'e.g. emails[type eq "work"].value',
						description: 'The path of the SCIM attribute',
					},
					{
						displayName: 'Field',
						name: 'field',
						type: 'string',
						default: '',
						description: "The field's name at the vendor. Leave empty to ignore the attribute.",
					},
				],
			},
		],
	};
}

/**
 * What an item asks for, in whichever format it is given.
 * @param specs the vendor's field table
 * @param fields reads the vendor's own parameters
 * @param whenInactive called where a SCIM user says that the person is not active
 * @throws FailureError `invalid` naming the parameter or the attribute
 */
export function inputEdits(
	{ context, i, leftOut }: InputItem,
	{
		specs,
		table,
		fields,
		whenInactive,
	}: Readonly<{ specs: readonly FieldSpec[]; table: ScimTable; fields: () => FieldEdits; whenInactive?: (() => void) | undefined }>,
): FieldEdits {
	if (!isScim(context, i)) return fields();
	const { values, removed, ignored, untaken, isInactive } = readScim(
		fromJson('SCIM User', context.getNodeParameter('scimUser', i)),
		tableOf(context, table),
	);
	leftOut.ignored(i, ignored);
	leftOut.untaken(i, untaken);
	if (isInactive) whenInactive?.();

	const specOf = (name: FieldName): FieldSpec => specs.find((one) => one.name === name) ?? unknownField(name);
	return new Map([...editsOf(context, i, values, { specOf, removed }), ...clearingEdits(context, i, specs)]);
}

/** A profile as a SCIM user, with SCIM Mapping. */
export function scimUserOf(context: IExecuteFunctions, profile: Profile, table: ScimTable): IDataObject {
	return { ...writeScim(profile, tableOf(context, table)) } as IDataObject;
}

function tableOf(context: IExecuteFunctions, table: ScimTable): ScimTable {
	const { displayName, name } = SCIM_MAPPING;
	const rows = rowsIn(context, 0, `${name}.attribute`);
	if (rows.length === 0) return table;
	const text = (given: unknown): string => toText(displayName, given ?? '').trim();
	return overridden(
		table,
		rows.map(({ path, field }) => ({ path: text(path), field: text(field) })),
	);
}
