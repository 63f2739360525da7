import type { IExecuteFunctions } from 'n8n-workflow';

import { failed } from '../failure';
import type { Edit, FieldEdits, FieldName } from '../provisioning/types';
import type { FieldSpec } from './columns';
import { clearingEdits, editOf, emptyRuleOf } from './emptyValues';
import { toFieldValue } from './fieldValue';
import { recordOf } from './record';
import { storedColumns } from './storedColumns';

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
		const edit = editOf(spec, toFieldValue(spec, value, context.getTimezone()), rule);
		return edit === undefined ? [] : [[name, edit]];
	});
	return new Map([...mapped, ...clearingEdits(context, i, specs)]);
}

function mappedValues(context: IExecuteFunctions, i: number, known: ReadonlyMap<FieldName, FieldSpec>): Record<string, unknown> {
	const mode = context.getNodeParameter('fields.mappingMode', i, 'defineBelow');
	if (mode === 'autoMapInputData') {
		const { json } = context.getInputData()[i] ?? { json: {} };
		return Object.fromEntries(Object.entries(json).filter(([name]) => known.has(name)));
	}
	// The platform would only take a choice in the one spelling that the list has, and say so twice with the item's number.
	const values = members(context.getNodeParameter('fields.value', i, {}, { skipValidation: true }));
	assertRequired(context, i, values);
	const isMapped = mappedColumns(context);
	return Object.fromEntries(Object.entries(values).filter(([name]) => isMapped(name)));
}

/** What the platform would look at as well. */
function assertRequired(context: IExecuteFunctions, i: number, values: Readonly<Record<string, unknown>>): void {
	const missing = storedColumns(context, i).find(({ id, required }) => required && id in values && isNothing(values[id]));
	if (missing === undefined) return;
	throw failed({
		kind: 'invalid',
		parameter: missing.label,
		says: `${missing.label} has no value, and a new user needs one`,
		todo: 'Map a value for every item.',
	});
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null;
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
