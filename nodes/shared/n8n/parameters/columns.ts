import type { FieldType, INodeProperties, INodePropertyOptions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import type { FieldSpec } from '../../fields/spec';
import type { ShownFor } from '../parameters/options';

/** The field table as columns of n8n's resource mapper. */
export function columns(specs: readonly FieldSpec[]): ResourceMapperFields {
	return { fields: specs.map(column) };
}

/** Lists and members arrive as text or JSON: a stricter column would refuse "a, b". */
const COLUMN_TYPES: Readonly<Record<FieldSpec['type'], FieldType>> = {
	boolean: 'boolean',
	choice: 'options',
	date: 'dateTime',
	list: 'string',
	members: 'string',
	text: 'string',
};

function column({ name, label, type, choices = [], common = false }: FieldSpec): ResourceMapperField {
	const options: INodePropertyOptions[] = choices.map((value) => ({ name: value, value }));
	return {
		id: name,
		displayName: label,
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		removed: !common,
		type: COLUMN_TYPES[type],
		...(type === 'choice' ? { options } : {}),
	};
}

/**
 * The parameter "Fields" with "Map Each Column" and "Map Automatically".
 * @param notice traps of this vendor's fields; the mapper itself shows no hints
 */
export function fieldsParameters(show: ShownFor, notice?: string): INodeProperties[] {
	return notice === undefined ? [mapper(show)] : [mapper(show), fieldsNotice(show, notice)];
}

function fieldsNotice(show: ShownFor, notice: string): INodeProperties {
	return { displayName: notice, name: 'fieldsNotice', type: 'notice', default: '', displayOptions: { show } };
}

function mapper(show: ShownFor): INodeProperties {
	return {
		displayName: 'Fields',
		name: 'fields',
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		required: true,
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getUserFields',
				// 'update' would ask for matching columns; who is meant is what the parameter User says.
				mode: 'add',
				valuesLabel: 'Fields',
				fieldWords: { singular: 'field', plural: 'fields' },
				multiKeyMatch: false,
				supportAutoMap: true,
				noFieldsError: 'No fields found',
			},
		},
		description: 'Fields that are not mapped are left as they are; so are fields without a value for an item, unless Options say otherwise',
		displayOptions: { show },
	};
}
