import type { IExecuteFunctions } from 'n8n-workflow';

import type { Edit, FieldEdits, FieldName } from '../provisioning/types';
import type { FieldSpec } from './columns';
import { clearingEdits, editOf, emptyRuleOf } from './emptyValues';
import { toFieldValue } from './values';

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
