import type { IDisplayOptions, IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { invalid, type FailureError } from '../../failure';
import type { FieldSpec } from '../../fields/spec';
import { toText } from '../../fields/values';
import { folded } from '../../provisioning/keys';
import type { FieldName, FieldValue, Profile } from '../../provisioning/types';
import { rowsIn } from './readings';

/** Among whom leavers are looked for. */
export const SCOPE = { displayName: 'Only Users Where', name: 'scope' } as const;

export function conditionsParameter(show: NonNullable<IDisplayOptions['show']>): INodeProperties {
	return {
		...SCOPE,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		displayOptions: { show },
		description: 'Which users the list covers. A user must meet every condition to count as missing from it.',
		options: [
			{
				displayName: 'Condition',
				name: 'condition',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'field',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getConditionFields' },
						default: '',
						description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Comparison',
						name: 'comparison',
						type: 'options',
						options: [
							{ name: 'Ends With', value: 'endsWith' },
							{ name: 'Is', value: 'is' },
						],
						default: 'is',
						description: 'How to compare the field with the value',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'The value to compare with. Upper and lower case make no difference.',
					},
				],
			},
		],
	};
}

/** The fields of a table that a condition can be about, for the editor's list. JSON is no text to compare. */
export function conditionFields(specs: readonly FieldSpec[]): INodePropertyOptions[] {
	return specs.filter(({ type, secret }) => type !== 'json' && !secret).map(({ name, label }) => ({ name: label, value: name }));
}

/** `given`: the field as the condition names it. */
export type Condition = Readonly<{ given: string; field: FieldName; fits: (stored: string) => boolean }>;

/**
 * The conditions that users have to meet. A field may be named by its name at the vendor or by its label, in any capitals.
 * @throws FailureError `invalid` for a condition that says nothing
 */
export function conditionsOf(context: IExecuteFunctions, specs: readonly FieldSpec[]): readonly Condition[] {
	return rowsIn(context, 0, `${SCOPE.name}.condition`).map(({ field, comparison, value }): Condition => {
		const given = typeof field === 'string' ? field.trim() : '';
		const wanted = folded(toText(SCOPE.displayName, value ?? '').trim());
		if (given === '' || wanted === '')
			throw invalid(SCOPE.displayName, 'A condition has no field or no value', 'Fill in both, or remove it.');
		return {
			given,
			field: specOf(given, specs)?.name ?? given,
			fits: (stored) => (comparison === 'endsWith' ? stored.endsWith(wanted) : stored === wanted),
		};
	});
}

function specOf(given: string, specs: readonly FieldSpec[]): FieldSpec | undefined {
	const wanted = given.toLowerCase();
	return specs.find(({ name }) => name.toLowerCase() === wanted) ?? specs.find(({ label }) => label.toLowerCase() === wanted);
}

export function meetsCondition({ fields }: Pick<Profile, 'fields'>, { field, fits }: Condition): boolean {
	return fits(textOf(fields.get(field) ?? [...fields].find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1]));
}

function textOf(value: FieldValue | undefined): string {
	if (value === undefined) return '';
	return folded((typeof value === 'object' ? JSON.stringify(value) : String(value)).trim());
}

/**
 * Whether a condition is about a field that neither the vendor has nor anybody who is listed: it would find nobody.
 * @param fieldNames the fields of all who are listed
 * @returns the `invalid` failure that names the field and those that are called most like it
 */
export function unknownConditionField(
	conditions: readonly Condition[],
	specs: readonly FieldSpec[],
	fieldNames: Iterable<FieldName>,
): FailureError | undefined {
	const shown = specs.filter(({ secret }) => !secret);
	const doubtful = conditions.filter(({ field }) => !shown.some(({ name }) => name === field));
	if (doubtful.length === 0) return undefined;

	const own = new Map([...fieldNames].map((name) => [name.toLowerCase(), name]));
	const unknown = doubtful.find(({ field }) => !own.has(field.toLowerCase()));
	if (!unknown) return undefined;
	for (const { name } of specs) own.delete(name.toLowerCase());
	const nearest = nearestTo(unknown.given, [...shown, ...[...own.values()].map((name) => ({ name, label: name }))]);
	return invalid(
		SCOPE.displayName,
		`${SCOPE.displayName}: no user has a field "${unknown.given}"`,
		`Choose the field from the list. The closest matches are: ${nearest.join(', ')}.`,
	);
}

const MOST_NAMED = 3;

/** Labels of the fields whose label or name is most like what was given. */
function nearestTo(given: string, fields: ReadonlyArray<Pick<FieldSpec, 'name' | 'label'>>): readonly string[] {
	return fields
		.map(({ name, label }) => ({ label, apart: Math.min(lettersApart(given, name), lettersApart(given, label)) }))
		.sort((one, other) => one.apart - other.apart || one.label.length - other.label.length)
		.slice(0, MOST_NAMED)
		.map(({ label }) => label);
}

/** Names are short; of longer texts, the beginning decides. */
const LONGEST = 100;

/** How many letters have to be changed, added or left out before `given` stands somewhere in `name`: a part counts as the whole. */
function lettersApart(given: string, name: string): number {
	const letters = [...folded(name.slice(0, LONGEST))];
	let row: readonly number[] = [0, ...letters.map(() => 0)];
	for (const wanted of folded(given.slice(0, LONGEST))) {
		const next = [(row[0] ?? 0) + 1];
		letters.forEach((letter, i) => {
			next.push(Math.min((row[i + 1] ?? 0) + 1, (next[i] ?? 0) + 1, (row[i] ?? 0) + (letter === wanted ? 0 : 1)));
		});
		row = next;
	}
	return Math.min(...row);
}
