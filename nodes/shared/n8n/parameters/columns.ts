import type {
	FieldType,
	IDisplayOptions,
	IExecuteFunctions,
	INodeProperties,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import type { FieldSpec } from '../../fields/spec';
import type { ShownFor } from './options';
import { rowsIn } from './readings';

/** Lists and JSON arrive as text or JSON: a stricter column would refuse "a, b". */
const COLUMN_TYPES: Readonly<Record<FieldSpec['type'], FieldType>> = {
	boolean: 'boolean',
	choice: 'options',
	date: 'dateTime',
	list: 'string',
	json: 'string',
	text: 'string',
};

/** The field table as columns of n8n's resource mapper. */
export function columns(specs: readonly FieldSpec[]): ResourceMapperFields {
	const fields = specs.map(({ name, label, type, choices = [], common = false }): ResourceMapperField => ({
		id: name,
		displayName: label,
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		removed: !common,
		type: COLUMN_TYPES[type],
		...(type === 'choice' ? { options: choices.map((value) => ({ name: value, value })) } : {}),
	}));
	return { fields };
}

/** What is not obvious where fields are mapped for users who are there. */
export const EMPTY_NOTICE = 'Empty fields change nothing, unless the option Empty Fields says otherwise.';

/** One sentence in the panel. */
export function noticeParameter(name: string, displayName: string, displayOptions: IDisplayOptions): INodeProperties {
	return { displayName, name, type: 'notice', default: '', displayOptions };
}

/**
 * The parameter "Fields" with "Map Each Column" and "Map Automatically".
 * @param notice what matters most about them, in one sentence; the mapper itself shows no description
 */
export function fieldsParameters(show: ShownFor, notice?: string): INodeProperties[] {
	const mapper: INodeProperties = {
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
		description: 'Fields that are not mapped stay unchanged. So do fields with no value, unless the option Empty Fields says otherwise.',
		displayOptions: { show },
	};
	if (!notice) return [mapper];
	return [mapper, noticeParameter('fieldsNotice', notice, { show })];
}

/** A column of the parameter "Fields" as the editor stored it. */
type StoredColumn = Readonly<{ id: string; label: string; required: boolean; isDate: boolean }>;

/** The columns that the editor showed; none in a workflow that it never opened. */
export function storedColumns(context: IExecuteFunctions, i: number): readonly StoredColumn[] {
	return rowsIn(context, i, 'fields.schema').flatMap(({ id, displayName, required, type }): readonly StoredColumn[] => {
		if (typeof id !== 'string' || id === '') return [];
		const label = typeof displayName === 'string' && displayName !== '' ? displayName : id;
		return [{ id, label, required: required === true, isDate: type === 'dateTime' }];
	});
}

/** The columns that a vendor's field table does not know, as fields: an account's own ones. */
export function ownColumns(context: IExecuteFunctions, i: number, standard: readonly FieldSpec[]): readonly FieldSpec[] {
	const known = new Set(standard.map(({ name }) => name));
	return storedColumns(context, i)
		.filter(({ id }) => !known.has(id))
		.map(({ id, label, isDate }) => ({ name: id, label, type: isDate ? 'date' : 'text' }));
}
