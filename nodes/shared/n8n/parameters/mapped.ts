import type { IExecuteFunctions } from 'n8n-workflow';

import { invalid } from '../../failure';
import { bareLabel, type FieldSpec } from '../../fields/spec';
import { recordOf } from '../../fields/values';
import type { FieldEdits, FieldName } from '../../provisioning/types';
import { storedColumns } from './columns';
import { clearingEdits, editsOf, unknownField } from './emptyValues';
import type { InputItem } from './leftOut';

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
	return new Map([...editsOf(context, i, values, { specOf: (name) => byName.get(name) ?? unknownField(name) }), ...clearing]);
}

type Values = ReadonlyArray<readonly [name: FieldName, value: unknown]>;

/** The columns of the item that are called like a field. */
function automaticValues(
	{ context, i, leftOut }: InputItem,
	specs: readonly FieldSpec[],
	{ mustMatch }: Readonly<{ mustMatch: boolean }>,
): Values {
	const json = recordOf(context.getInputData()[i]?.json);
	const { columns, left } = matchColumns(Object.keys(json), specs);
	if (columns.size === 0 && mustMatch) throw unmatched(left);
	const filled = left.filter((name) => (json[name] ?? '') !== '');
	leftOut.columns(i, filled);
	return [...columns].map(([name, column]) => [name, json[column]]);
}

function unmatched(columns: readonly string[]) {
	const named = columns.slice(0, MOST_NAMED).join(', ') + (columns.length > MOST_NAMED ? ' …' : '');
	return invalid(
		'Fields',
		columns.length === 0 ? 'The item has no columns to map' : `No column of the item has the name of a field: ${named}`,
		'Name the columns after the fields, or choose Map Each Column Manually under Mapping Column Mode.',
	);
}

const MOST_NAMED = 10;

/** What the columns hold that are filled in; one that was left blank in the editor is not mapped, one whose expression gives nothing is. */
function mappedValues(context: IExecuteFunctions, i: number): Values {
	// The platform would only take a choice in the one spelling that the list has, and say so twice with the item's number.
	const given: unknown = context.getNodeParameter('fields.value', i, {}, { skipValidation: true });
	const values = Array.isArray(given) ? {} : recordOf(given);
	assertRequired(context, i, values);
	// The whole of Fields may be one expression: then what it gives is mapped.
	const typed = recordOf(recordOf(context.getNode().parameters.fields).value);
	return Object.entries(values).filter(([name]) => typed[name] !== null && typed[name] !== '');
}

/** What the platform would look at as well. */
function assertRequired(context: IExecuteFunctions, i: number, values: Readonly<Record<string, unknown>>): void {
	if (Object.values(values).every((value) => (value ?? null) !== null)) return;
	const missing = storedColumns(context, i).filter(({ id, required }) => required && id in values && (values[id] ?? null) === null);
	if (missing.length === 0) return;
	throw invalid('Fields', `A new user needs ${missing.map(({ label }) => label).join(', ')}`, 'Map a value for every item.');
}

/** Which column of an item stands for which field, and which columns stand for none. */
type Matched = Readonly<{ columns: ReadonlyMap<FieldName, string>; left: readonly string[] }>;

type Fit = Readonly<{ column: string; spec: FieldSpec; rank: number }>;

/**
 * "Map Automatically": a column stands for the field whose name or label it is called by. Upper and lower case, spaces,
 * hyphens, underscores and what can't be seen don't count. Where several columns stand for one field, the one that is
 * called most like it is taken: exactly its name, exactly its label, then its name and its label in another spelling,
 * then what the vendor calls it besides. Pure.
 * @throws FailureError `invalid` where two are equally alike: two columns for a field, or two fields for a column
 */
export function matchColumns(names: readonly string[], specs: readonly FieldSpec[]): Matched {
	const fits = names.flatMap((column) => fitOf(column, specs) ?? []);
	const columns = new Map<FieldName, string>();
	for (const { spec } of fits) if (!columns.has(spec.name)) columns.set(spec.name, best(fits.filter((fit) => fit.spec === spec)));
	const taken = new Set(columns.values());
	return { columns, left: names.filter((name) => !taken.has(name)) };
}

function fitOf(column: string, specs: readonly FieldSpec[]): Fit | undefined {
	for (const [rank, fits] of RANKS.entries()) {
		const [spec, other] = specs.filter((one) => fits(column, one));
		if (spec && other)
			throw invalid(
				'Fields',
				`The column "${column}" matches two fields: ${spec.label} (${spec.name}) and ${other.label} (${other.name})`,
				'Give the column the exact name of one of them, shown in parentheses.',
			);
		if (spec) return { column, spec, rank };
	}
	return undefined;
}

function best(fits: readonly Fit[]): string {
	const [first, second] = [...fits].sort((one, other) => one.rank - other.rank);
	if (!first) return '';
	if (second?.rank !== first.rank) return first.column;
	throw invalid(
		'Fields',
		`The columns "${first.column}" and "${second.column}" match the same field: ${first.spec.label}`,
		`Remove one of them, or name one exactly "${first.spec.name}".`,
	);
}

const RANKS: ReadonlyArray<(column: string, spec: FieldSpec) => boolean> = [
	(column, { name }) => column === name,
	(column, { label }) => column === label || column === bareLabel(label),
	(column, { name }) => folded(column) === folded(name),
	(column, { label }) => [label, bareLabel(label)].some((one) => folded(column) === folded(one)),
	(column, { alsoCalled = [] }) => alsoCalled.some((one) => folded(column) === folded(one)),
];

function folded(name: string): string {
	return name
		.normalize('NFC')
		.toLowerCase()
		.replace(/[\s_\p{Pd}\p{Default_Ignorable_Code_Point}]/gu, '');
}
