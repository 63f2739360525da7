import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeProperties, INodePropertyOptions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import { failed } from '../failure';
import { parseJson, plain, whyNotJson } from '../json/json';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../provisioning/types';
import { clearingEdits, editOf, emptyRuleOf } from './emptyValues';
import type { ShownFor } from './operations';

/** One line of a vendor's field table: how the field is offered as a column and what it takes. */
export type FieldSpec = Readonly<{
	/** The vendor's own name in writes. */
	name: FieldName;
	label: string;
	/** `list`: several texts. `members`: an object or a list of objects, given as JSON. */
	type: 'text' | 'boolean' | 'list' | 'members' | 'choice';
	choices?: readonly string[];
	/** Shown at once in a new node; the others are one click away. */
	common?: boolean;
	/** Never shown in an output, an error or a preview. */
	secret?: boolean;
	/** Whether the vendor lets the field be emptied; where that is not documented, it is tried. Default true. */
	clearable?: boolean;
}>;

/** The field table as columns of n8n's resource mapper. */
export function columns(specs: readonly FieldSpec[]): ResourceMapperFields {
	return { fields: specs.map(column) };
}

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
		// Lists and members arrive as text or JSON: a stricter column would refuse "a, b".
		type: type === 'boolean' ? 'boolean' : type === 'choice' ? 'options' : 'string',
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

/**
 * The edits that item `i` asks for through the parameter "Fields" and the option "Fields to Clear". What a
 * mapped field without a value means is the option "Empty Values".
 * @throws FailureError `invalid` naming the column
 */
export function mappedEdits(context: IExecuteFunctions, i: number, specs: readonly FieldSpec[]): FieldEdits {
	const byName = new Map(specs.map((spec) => [spec.name, spec]));
	const rule = emptyRuleOf(context, i);
	const mapped = Object.entries(mappedValues(context, i, byName)).flatMap(([name, value]): Array<[FieldName, Edit]> => {
		const spec = byName.get(name) ?? { name, label: name, type: 'text' };
		const edit = editOf(spec, toFieldValue(spec, value), rule);
		return edit === undefined ? [] : [[name, edit]];
	});
	return new Map([...mapped, ...clearingEdits(context, i, specs)]);
}

function mappedValues(context: IExecuteFunctions, i: number, known: ReadonlyMap<FieldName, FieldSpec>): Record<string, unknown> {
	const mode = context.getNodeParameter('fields.mappingMode', i, 'defineBelow');
	if (mode !== 'autoMapInputData') {
		const isMapped = mappedColumns(context);
		return Object.fromEntries(Object.entries(members(context.getNodeParameter('fields.value', i, {}))).filter(([name]) => isMapped(name)));
	}
	const { json } = context.getInputData()[i] ?? { json: {} };
	return Object.fromEntries(Object.entries(json).filter(([name]) => known.has(name)));
}

/** A column that was left blank in the editor is not mapped; one whose expression gives nothing is. */
function mappedColumns(context: IExecuteFunctions): (name: string) => boolean {
	const { fields } = context.getNode().parameters;
	const { value } = members(fields);
	// The whole of Fields may be one expression: then what it gives is mapped.
	if (typeof value !== 'object' || value === null) return () => true;
	const columns = members(value);
	return (name) => !(name in columns) || (columns[name] !== null && columns[name] !== '');
}

function members(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/**
 * A mapped value as the field's own type.
 * @returns undefined for null, undefined and the empty text: leave the field alone
 */
export function toFieldValue(spec: FieldSpec, value: unknown): FieldValue | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	switch (spec.type) {
		case 'text':
		case 'choice':
			return toText(spec.label, value);
		case 'boolean':
			return toBoolean(spec.label, value);
		case 'list':
			return toList(spec.label, value);
		case 'members':
			return toMembers(spec.label, value);
	}
}

/**
 * Text stays text; a number, a boolean or a point in time is written out (ISO 8601).
 * @throws FailureError `invalid` for a number that JavaScript has already rounded, a list or an object
 */
export function toText(label: string, value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && Number.isFinite(value)) {
		if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
			throw invalid(label, `${label} is a number too large to be exact (${value})`, 'Pass it as text, in quotes. Nothing was sent.');
		}
		return String(value);
	}
	const time = isoTime(value);
	if (time !== undefined) return time;
	throw invalid(label, `${label} takes text, not ${kindOf(value)}`, 'Map one value, for example {{ $json.name }}. Nothing was sent.');
}

/** `$now` and its kind are DateTime objects of luxon in n8n. */
function isoTime(value: unknown): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	return DateTime.isDateTime(value) ? (value.toISO() ?? undefined) : undefined;
}

function toBoolean(label: string, value: unknown): boolean {
	const text = String(value).trim().toLowerCase();
	if (text === 'true' || text === 'false') return text === 'true';
	throw invalid(label, `${label} takes true or false, not "${text}"`, 'Nothing was sent.');
}

function toList(label: string, value: unknown): readonly string[] {
	const given = typeof value === 'string' && value.trim().startsWith('[') ? fromJson(label, value) : value;
	if (Array.isArray(given)) return given.map((one) => toText(label, one));
	return toText(label, given)
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
}

function toMembers(label: string, value: unknown): FieldValue {
	const given = withoutNothing(fromJson(label, value));
	if (isFieldValue(given) && typeof given === 'object') return given;
	throw invalid(label, `${label} takes an object or a list of objects`, 'Write it as JSON. Nothing was sent.');
}

/**
 * The value of a JSON parameter: a text, or what an expression gave.
 * @throws FailureError `invalid` with the parser's own words
 */
export function fromJson(label: string, given: unknown): unknown {
	if (typeof given !== 'string') return given;
	const value = parseJson(given);
	if (value === undefined) throw invalid(label, `${label} is not valid JSON: ${whyNotJson(given)}`, 'Check quotes, commas and brackets. Nothing was sent.');
	return plain(value);
}

/** Members without a value are left out, as columns without one are. */
function withoutNothing(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNothing);
	if (typeof value !== 'object' || value === null) return value;
	const given = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
	return Object.fromEntries(given.map(([name, member]) => [name, withoutNothing(member)]));
}

function isFieldValue(value: unknown): value is FieldValue {
	if (['string', 'number', 'boolean'].includes(typeof value)) return true;
	return typeof value === 'object' && value !== null && Object.values(value).every(isFieldValue);
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `${typeof value}`;
}

function invalid(parameter: string, says: string, todo: string) {
	return failed({ kind: 'invalid', parameter, says, todo });
}
