import { failed } from '../../failure';
import type { FieldName } from '../../provisioning/types';
import type { FieldSpec } from '../../fields/spec';

/** Which column of an item stands for which field, and which columns stand for none. */
export type Matched = Readonly<{ columns: ReadonlyMap<FieldName, string>; left: readonly string[] }>;

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
			throw ambiguous(
				`The column "${column}" fits two fields, ${spec.label} (${spec.name}) and ${other.label} (${other.name})`,
				'Call the column exactly like the name of the field that is meant, which stands in brackets here.',
			);
		if (spec) return { column, spec, rank };
	}
	return undefined;
}

function best(fits: readonly Fit[]): string {
	const [first, second] = [...fits].sort((one, other) => one.rank - other.rank);
	if (!first) return '';
	if (second?.rank !== first.rank) return first.column;
	throw ambiguous(
		`The columns "${first.column}" and "${second.column}" stand for the same field, ${first.spec.label}`,
		`Leave one of them out, or call one exactly "${first.spec.name}".`,
	);
}

const RANKS: ReadonlyArray<(column: string, spec: FieldSpec) => boolean> = [
	(column, { name }) => column === name,
	(column, { label }) => column === label || column === bare(label),
	(column, { name }) => folded(column) === folded(name),
	(column, { label }) => [label, bare(label)].some((one) => folded(column) === folded(one)),
	(column, { alsoCalled = [] }) => alsoCalled.some((one) => folded(column) === folded(one)),
];

/** A label without the remark behind it: Country of Country (Number). */
function bare(label: string): string {
	return label.replace(/ \([^()]*\)$/, '');
}

function folded(name: string): string {
	return name
		.normalize('NFC')
		.toLowerCase()
		.replace(/[\s_\p{Pd}\p{Default_Ignorable_Code_Point}]/gu, '');
}

function ambiguous(says: string, todo: string) {
	return failed({ kind: 'invalid', parameter: 'Fields', says, todo });
}
