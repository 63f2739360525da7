import type { IExecuteFunctions } from 'n8n-workflow';

import type { FieldSpec } from '../../fields/spec';
import { recordOf } from '../../fields/values';

/** A column of the parameter "Fields" as the editor stored it. */
export type StoredColumn = Readonly<{ id: string; label: string; required: boolean; isDate: boolean }>;

/** The columns that the editor showed; none in a workflow that it never opened. */
export function storedColumns(context: IExecuteFunctions, i: number): readonly StoredColumn[] {
	const schema: unknown = context.getNodeParameter('fields.schema', i, []);
	return (Array.isArray(schema) ? schema : []).flatMap((column: unknown): readonly StoredColumn[] => {
		const { id, displayName, required, type } = recordOf(column);
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
