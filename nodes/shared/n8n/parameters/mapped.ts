import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../../failure';
import type { Edit, FieldEdits, FieldName } from '../../provisioning/types';
import { matchColumns } from './automatic';
import type { FieldSpec } from '../../fields/spec';
import { clearingEdits, emptyRuleOf } from './emptyValues';
import { editOf } from '../../fields/edits';
import { toFieldValue } from '../../fields/fieldValue';
import type { InputItem } from './leftOut';
import { recordOf } from '../../fields/values';
import { storedColumns } from './storedColumns';

/**
 * The edits that an item asks for through the parameter "Fields" and the option "Fields to Clear". What a
 * mapped field without a value means is the option "Empty Values".
 * @param beside whether the item asks for something by other parameters as well
 * @throws FailureError `invalid` naming the column
 */
export function mappedEdits(
	item: InputItem,
	specs: readonly FieldSpec[],
	{ beside = false }: Readonly<{ beside?: boolean }> = {},
): FieldEdits {
	const { context, i } = item;
	const clearing = clearingEdits(context, i, specs);
	const mode = context.getNodeParameter('fields.mappingMode', i, 'defineBelow');
	const values =
		mode === 'autoMapInputData' ? automaticValues(item, specs, { mustMatch: !beside && clearing.length === 0 }) : mappedValues(context, i);
	const byName = new Map(specs.map((spec) => [spec.name, spec]));
	const rule = emptyRuleOf(context, i);
	const mapped = values.flatMap(([name, value]): Array<[FieldName, Edit]> => {
		const spec = byName.get(name) ?? { name, label: name, type: 'text' };
		const edit = editOf(spec, toFieldValue(spec, value, context.getTimezone()), rule);
		return edit === undefined ? [] : [[name, edit]];
	});
	return new Map([...mapped, ...clearing]);
}

type Values = ReadonlyArray<readonly [name: FieldName, value: unknown]>;

/** The columns of the item that are called like a field. */
function automaticValues(
	{ context, i, leftOut }: InputItem,
	specs: readonly FieldSpec[],
	{ mustMatch }: Readonly<{ mustMatch: boolean }>,
): Values {
	const json = members(context.getInputData()[i]?.json);
	const { columns, left } = matchColumns(Object.keys(json), specs);
	if (columns.size === 0 && mustMatch) throw unmatched(left);
	leftOut.columns(
		i,
		left.filter((name) => !isNothing(json[name])),
	);
	return [...columns].map(([name, column]) => [name, json[column]]);
}

function unmatched(columns: readonly string[]) {
	const named = columns.slice(0, MOST_NAMED).join(', ') + (columns.length > MOST_NAMED ? ' …' : '');
	return failed({
		kind: 'invalid',
		parameter: 'Fields',
		says: columns.length === 0 ? 'The item has no columns to map' : `No column of the item is called like a field: ${named}`,
		todo: 'Call the columns like the fields, by name or label, or choose Map Each Column Manually under Mapping Column Mode.',
	});
}

const MOST_NAMED = 10;

function mappedValues(context: IExecuteFunctions, i: number): Values {
	// The platform would only take a choice in the one spelling that the list has, and say so twice with the item's number.
	const values = members(context.getNodeParameter('fields.value', i, {}, { skipValidation: true }));
	assertRequired(context, i, values);
	const isMapped = mappedColumns(context);
	return Object.entries(values).filter(([name]) => isMapped(name));
}

/** What the platform would look at as well. */
function assertRequired(context: IExecuteFunctions, i: number, values: Readonly<Record<string, unknown>>): void {
	const missing = storedColumns(context, i).filter(
		({ id, required }) => required && id in values && (values[id] === undefined || values[id] === null),
	);
	if (missing.length === 0) return;
	throw failed({
		kind: 'invalid',
		parameter: 'Fields',
		says: `A new user needs ${missing.map(({ label }) => label).join(', ')}`,
		todo: 'Map a value for every item.',
	});
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null || value === '';
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

function members(value: unknown): Readonly<Record<string, unknown>> {
	return Array.isArray(value) ? {} : recordOf(value);
}
