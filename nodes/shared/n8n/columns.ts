import type { FieldType, INodeProperties, INodePropertyOptions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import type { FieldName } from '../provisioning/types';
import type { PersonalKey } from './keyText';
import type { ShownFor } from './operations';

/** One line of a vendor's field table: how the field is offered as a column and what it takes. */
export type FieldSpec = Readonly<{
	/** The vendor's own name in writes. */
	name: FieldName;
	label: string;
	/** What the vendor's screens and exports call the field besides: Map Automatically takes such columns too. */
	alsoCalled?: readonly string[];
	/** `list`: several texts. `members`: an object or a list of objects, given as JSON. `date`: a day without a time. */
	type: 'text' | 'boolean' | 'list' | 'members' | 'choice' | 'date';
	choices?: readonly string[];
	/** Other words for a choice, in lower case: numbers, the words of older pages. */
	spellings?: Readonly<Record<string, string>>;
	/** What kind of key of a person the field holds: such a value is trimmed like a key and held to the same rules. */
	key?: PersonalKey;
	/** Shown at once in a new node; the others are one click away. */
	common?: boolean;
	/** Never shown in an output, an error or a preview. */
	secret?: boolean;
	/** Whether the vendor lets the field be emptied; where that is not documented, it is tried. Default true. */
	clearable?: boolean;
}>;

/** Whether people sign in with what stands in a field: an e-mail address, a login, a user name. Capitals in its name don't count. */
export function signInFields(specs: readonly FieldSpec[]): (field: FieldName) => boolean {
	return keyFields(specs.filter(({ key }) => key !== 'externalId'));
}

/** Whether people are found by what stands in a field. Capitals in its name don't count. */
export function keyFields(specs: readonly FieldSpec[]): (field: FieldName) => boolean {
	const names = new Set(specs.filter(({ key }) => key !== undefined).map(({ name }) => name.toLowerCase()));
	return (field) => names.has(field.toLowerCase());
}

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
