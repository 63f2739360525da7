import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Edit, FieldEdits, FieldName, Profile } from '../../provisioning/types';
import { readScim } from '../../scim/read';
import { overridden, type ScimTable } from '../../scim/table';
import { writeScim } from '../../scim/write';
import { cleared, editOf, toFieldValue } from '../../fields/edits';
import { clearingEdits, emptyRuleOf } from './emptyValues';
import { fieldsParameters } from './columns';
import type { FieldSpec } from '../../fields/spec';
import type { InputItem } from './leftOut';
import { fromJson, toText } from '../../fields/values';
import type { ShownFor } from './options';

/** Where a parameter is shown only while people are given as vendor fields. */
export type FieldsShown = ShownFor & { inputFormat: ['fields'] };

/** The same place, for parameters that SCIM users have no use for. */
export function whileFields(show: ShownFor): FieldsShown {
	return { ...show, inputFormat: ['fields'] };
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
				{ name: 'Fields', value: 'fields', description: 'Map the fields of the vendor one by one' },
				{
					name: 'SCIM 2.0 User',
					value: 'scim',
					description: 'Take a user as identity providers and the other nodes of this package give it (RFC 7643)',
				},
			],
			default: 'fields',
			displayOptions: { show },
			description: 'How the person is given',
		},
		{
			displayName: 'SCIM User',
			name: 'scimUser',
			type: 'json',
			default: '={{ $json }}',
			required: true,
			displayOptions: { show: { ...show, inputFormat: ['scim'] } },
			description:
				'A SCIM 2.0 User, or a PATCH message for one. Attributes that are absent leave their fields alone. Which attribute fills which field is listed in the <a href="https://github.com/n8n-nodes-user-provisioning/n8n-nodes-user-provisioning/blob/main/docs/scim.md">documentation</a>; the option SCIM Mapping changes it.',
		},
		...fieldsParameters(whileFields(show), notice),
	];
}

/** The option that changes which SCIM attribute stands for which field. */
export const scimMappingOption: INodeProperties = {
	displayName: 'SCIM Mapping',
	name: 'scimMapping',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Attribute',
	default: {},
	description: 'Only for SCIM users: other fields for some attributes than the usual ones',
	options: [
		{
			displayName: 'Attribute',
			name: 'attribute',
			values: [
				{ displayName: 'SCIM Attribute', name: 'path', type: 'string', default: '', placeholder: 'e.g. emails[type eq "work"].value' },
				{
					displayName: 'Field',
					name: 'field',
					type: 'string',
					default: '',
					description: "The field's name at the vendor; empty for an attribute that is not to be taken",
				},
			],
		},
	],
};

/**
 * What an item asks for, in whichever format it is given.
 * @param specs the vendor's field table
 * @param fields reads the vendor's own parameters
 * @throws FailureError `invalid` naming the parameter or the attribute
 */
export function inputEdits(
	{ context, i, leftOut }: InputItem,
	{ specs, table, fields }: Readonly<{ specs: readonly FieldSpec[]; table: ScimTable; fields: () => FieldEdits }>,
): FieldEdits {
	if (context.getNodeParameter('inputFormat', i, 'fields') !== 'scim') return fields();
	const user = fromJson('SCIM User', context.getNodeParameter('scimUser', i));
	const { values, removed, ignored, untaken } = readScim(user, tableOf(context, table));
	leftOut.ignored(i, ignored);
	leftOut.untaken(i, untaken);

	const rule = emptyRuleOf(context, i);
	const edits = [...values].flatMap(([name, value]): Array<[FieldName, Edit]> => {
		const spec = specs.find((one) => one.name === name) ?? { name, label: name, type: 'text' };
		const edit = removed.has(name)
			? cleared(spec)
			: editOf(spec, value === null ? undefined : toFieldValue(spec, value, context.getTimezone()), rule);
		return edit === undefined ? [] : [[name, edit]];
	});
	return new Map([...edits, ...clearingEdits(context, i, specs)]);
}

/** A profile as a SCIM user, with the option SCIM Mapping. */
export function scimUserOf(context: IExecuteFunctions, profile: Profile, table: ScimTable): IDataObject {
	return { ...writeScim(profile, tableOf(context, table)) } as IDataObject;
}

function tableOf(context: IExecuteFunctions, table: ScimTable): ScimTable {
	const rows: unknown = context.getNodeParameter('options.scimMapping.attribute', 0, []);
	if (!Array.isArray(rows) || rows.length === 0) return table;
	return overridden(
		table,
		rows.map((row: unknown) => {
			const { path, field }: { path?: unknown; field?: unknown } = typeof row === 'object' && row !== null ? row : {};
			return { path: toText('SCIM Mapping', path ?? '').trim(), field: toText('SCIM Mapping', field ?? '').trim() };
		}),
	);
}
