import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../shared/failure';
import { fromJson, toText } from '../shared/n8n/fields';
import type { Edit, FieldEdits, FieldName } from '../shared/provisioning/types';
import { IDENTIFIERS, type AxeroKey } from './profile';
import type { ShownFor } from '../shared/n8n/operations';

/** Labels that the field table doesn't know: as rows, and as one JSON object. */
export function moreFieldsParameters(show: ShownFor): INodeProperties[] {
	return [
		{
			displayName: 'More Fields',
			name: 'moreFields',
			type: 'fixedCollection',
			placeholder: 'Add Field',
			typeOptions: { multipleValues: true },
			default: {},
			displayOptions: { show },
			description: 'Any other profile or preference field of your site, by its label',
			options: [
				{
					displayName: 'Field',
					name: 'field',
					values: [
						{
							displayName: 'Label',
							name: 'label',
							type: 'string',
							default: '',
							placeholder: 'e.g. Share my profile',
							description: 'The label that your site shows for the field, with the same capitals and blanks',
						},
						{ displayName: 'Value', name: 'value', type: 'string', default: '', description: 'An empty value leaves the field as it is' },
					],
				},
			],
		},
		{
			displayName: 'Fields as JSON',
			name: 'fieldsJson',
			type: 'json',
			default: '{}',
			displayOptions: { show },
			placeholder: 'e.g. {"Share my profile": "false"}',
			description: 'Fields as one JSON object with labels as names, added to those above',
		},
	];
}

/** @throws FailureError `invalid` naming the parameter */
export function moreEdits(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, Edit]> {
	return [...rowEdits(context, i), ...jsonEdits(context, i)];
}

function rowEdits(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, Edit]> {
	const rows: unknown = context.getNodeParameter('moreFields.field', i, []);
	return list(rows).flatMap(({ label, value }) => {
		const name = label === undefined ? '' : toText('More Fields: Label', label);
		if (name === '') throw invalid('More Fields', 'A row of More Fields has no label');
		return edit(name, value);
	});
}

function jsonEdits(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [FieldName, Edit]> {
	const given = fromJson('Fields as JSON', context.getNodeParameter('fieldsJson', i, '{}') || '{}');
	if (!isMembers(given)) throw invalid('Fields as JSON', 'Fields as JSON takes one object, like {"Phone": "0012"}');
	return Object.entries(given).flatMap(([label, value]) => edit(label, value));
}

function edit(label: FieldName, value: unknown): ReadonlyArray<readonly [FieldName, Edit]> {
	if (value === undefined || value === null || value === '') return [];
	return [[label, { set: toText(`The field "${label}"`, value) }]];
}

/**
 * All edits of an item as one map.
 * @throws FailureError `invalid` when a label is given twice, or collides with what says who is meant:
 * Axero puts both into one object and does not document which wins
 */
export function joined(by: AxeroKey, ...parts: ReadonlyArray<Iterable<readonly [FieldName, Edit]>>): FieldEdits {
	const edits = new Map<FieldName, Edit>();
	for (const [label, one] of parts.flatMap((part) => [...part])) {
		if (edits.has(label)) throw invalid('Fields', `The field "${label}" is given twice`);
		if (label === IDENTIFIERS.id || (by !== 'id' && IDENTIFIER_LABELS.has(label))) {
			throw invalid('Fields', `"${label}" says who is meant, so it can't be changed here; to change an e-mail address or user name, choose the user by ID`);
		}
		edits.set(label, one);
	}
	return edits;
}

const IDENTIFIER_LABELS: ReadonlySet<string> = new Set(Object.values(IDENTIFIERS));

function list(value: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> {
	return Array.isArray(value) ? value.filter(isMembers) : [];
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(parameter: string, says: string) {
	return failed({ kind: 'invalid', parameter, says, todo: 'Nothing was sent.' });
}
