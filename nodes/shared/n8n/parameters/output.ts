import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../failure';
import type { ShownFor } from './options';

/** A vendor's document as the properties of an item. */
export type Shape = (record: IDataObject) => IDataObject;

/** How a record comes out: with the properties that the vendor shows, their short form, and, for users, as SCIM has it. */
export type Forms<Row> = Readonly<{
	/** A record as the vendor shows it, as the properties of an item. */
	show: (row: Row) => IDataObject;
	/** The short form of what `show` gives: at most ten properties, flat. */
	simplified: Shape;
	/** A SCIM 2.0 User; none for what is no user. */
	scim?: (row: Row) => IDataObject;
}>;

/** The parameters "Output" and "Output Fields": how much of a record comes out, and in which form. */
export function outputParameters(show: ShownFor, { scim = false }: Readonly<{ scim?: boolean }> = {}): INodeProperties[] {
	return [
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Raw', value: 'raw', description: 'Everything, as the vendor returns it' },
				...(scim
					? [
							{
								name: 'SCIM 2.0 User',
								value: 'scim',
								description: 'The format of identity providers (RFC 7643), which the other nodes of this package accept',
							},
						]
					: []),
				{ name: 'Selected Fields', value: 'fields', description: 'Only the fields you list' },
				{ name: 'Simplified', value: 'simplified', description: 'A short, flat version' },
			],
			default: 'simplified',
			displayOptions: { show },
			description: 'How much data to return',
		},
		{
			displayName: 'Output Fields',
			name: 'outputFields',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. email, department, name.firstname',
			description: 'Comma-separated list of fields to return. Use a dot for nested fields.',
			displayOptions: { show: { ...show, output: ['fields'] } },
		},
	];
}

/**
 * How item `i` wants its records, from the vendor's own document on.
 * @throws FailureError `invalid` when fields are to be selected and none is named
 */
export function formOf<Row>(context: IExecuteFunctions, i: number, { show, simplified, scim }: Forms<Row>): (row: Row) => IDataObject {
	if (scim && outputOf(context, i) === 'scim') return scim;
	const shape = shapeOf(context, i, simplified);
	return (row) => shape(show(row));
}

/** {@link formOf} for a document that comes out as it is. */
export function shapeOf(context: IExecuteFunctions, i: number, simplified: Shape): Shape {
	const output = outputOf(context, i);
	if (output === 'raw') return (record) => record;
	if (output !== 'fields') return simplified;
	const names = namesIn(context.getNodeParameter('outputFields', i, ''));
	// A name that a record lacks comes out as null, so that every item has the same properties.
	return (record) => Object.fromEntries(names.map((name) => [name, propertyAt(record, name)]));
}

function outputOf(context: IExecuteFunctions, i: number): unknown {
	return context.getNodeParameter('output', i, 'simplified');
}

function namesIn(given: unknown): readonly string[] {
	const names = (Array.isArray(given) ? given.map(String) : String(given).split(',')).map((name) => name.trim()).filter(Boolean);
	if (names.length > 0) return names;
	throw invalid('Output Fields', 'Output Fields is empty', 'List at least one field, or choose another Output.');
}

function propertyAt(record: IDataObject, path: string): IDataObject['x'] {
	if (Object.hasOwn(record, path)) return record[path];
	const [first = '', ...rest] = path.split('.');
	const property: unknown = Object.hasOwn(record, first) ? record[first] : undefined;
	if (rest.length === 0) return property ?? null;
	return isObject(property) ? propertyAt(property, rest.join('.')) : null;
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
