import type { FieldName, FieldValue, NonEmpty } from '../provisioning/types';
import {
	asActive,
	attributeKey,
	attributePath,
	CORE,
	ENTERPRISE,
	filterKey,
	isActive,
	isList,
	isManager,
	pathKey,
	sameName,
	type ScimPath,
} from './paths';
import type { Extension, Line, ScimTable } from './table';
import { isEmpty } from './values';

/** One value of the profile at its place in the resource. */
type Fact = Readonly<{ path: ScimPath; value: FieldValue }>;
type Properties = Readonly<Record<string, FieldValue>>;
type Property = readonly [string, FieldValue];

/**
 * A profile as a SCIM User (RFC 7643 §4.1): `schemas`, `id`, the table's attributes, extensions under their URN (§3.3)
 * and `meta.resourceType`. Entries of multi-valued attributes carry what their filter says, as a rule `type`; the first
 * email address is `primary`, unless rows say which one is. Fields without a value are left out (§2.5).
 * Where rows share a path, the first with a value wins. `active` comes from its row, else from the profile.
 */
export function writeScim(
	profile: Readonly<{ id: string; fields: ReadonlyMap<FieldName, FieldValue>; active?: boolean }>,
	table: ScimTable,
): Readonly<Record<string, unknown>> {
	const { lines, extensions: whole } = table;
	const facts = [...factsOf(profile.fields, lines), ...whole.flatMap((extension) => factsIn(extension, profile.fields, lines))];
	const core = facts.filter(({ path }) => path.schema === '');
	const others = facts.filter(({ path }) => path.schema !== '');
	const extensions = groupsOf(others, ({ path }) => path.schema.toLowerCase()).map((group) => {
		const { schema } = group[0].path;
		return [sameName(schema, ENTERPRISE) ? ENTERPRISE : schema, attributesOf(group, lines)] as const;
	});
	const hasActive = core.some(({ path }) => isActive(path));
	return {
		schemas: [CORE, ...extensions.map(([schema]) => schema)],
		id: profile.id,
		...attributesOf(core, lines),
		...(hasActive || profile.active === undefined ? {} : { active: profile.active }),
		...Object.fromEntries(extensions),
		meta: { resourceType: 'User' },
	};
}

function factsOf(fields: ReadonlyMap<FieldName, FieldValue>, lines: readonly Line[]): readonly Fact[] {
	const facts = lines.flatMap(({ row, path }): readonly Fact[] => {
		const field = fields.get(row.field);
		const converted = field === undefined || isEmpty(field) || row.toScim === undefined ? field : row.toScim(field);
		const value = isActive(path) && converted !== undefined ? asActive(converted) : converted;
		return value === undefined || isEmpty(value) ? [] : [{ path, value }];
	});
	return groupsOf(facts, ({ path }) => pathKey(path)).map(([fact]) => fact);
}

/** The fields of an extension that no row of their own takes. */
function factsIn({ schema, attributeOf }: Extension, fields: ReadonlyMap<FieldName, FieldValue>, lines: readonly Line[]): readonly Fact[] {
	const own = new Set(lines.map(({ row }) => row.field));
	return [...fields].flatMap(([field, value]): readonly Fact[] => {
		const attribute = own.has(field) ? undefined : attributeOf(field);
		return attribute === undefined || isEmpty(value) ? [] : [{ path: attributePath(schema, attribute), value }];
	});
}

function attributesOf(facts: readonly Fact[], lines: readonly Line[]): Properties {
	const groups = groupsOf(facts, ({ path }) => attributeKey(path));
	return Object.fromEntries(groups.map((group) => [group[0].path.attribute, attributeValue(group, lines)]));
}

/** @param facts all of one attribute */
function attributeValue(facts: NonEmpty<Fact>, lines: readonly Line[]): FieldValue {
	const [first] = facts;
	const isWhole = facts.length === 1 && first.path.sub === undefined && first.path.filter.length === 0;
	if (isList(first.path)) return withPrimary(first.path, isWhole ? valuesOf(first.value) : entriesOf(facts), lines);
	if (facts.some(({ path }) => path.filter.length > 0)) return entriesOf(facts);
	return isWhole && !(isManager(first.path) && typeof first.value !== 'object') ? first.value : objectOf(facts);
}

/** A list of texts as SCIM's list of objects (RFC 7643 §2.4). */
function valuesOf(value: FieldValue): readonly FieldValue[] {
	const values: readonly FieldValue[] = isFieldList(value) ? value : [value];
	return values.map((one) => (typeof one === 'object' ? one : { value: one }));
}

function entriesOf(facts: readonly Fact[]): readonly FieldValue[] {
	return groupsOf(facts, ({ path }) => filterKey(path.filter)).map(objectOf);
}

/** What the filter says, then the sub-attributes; `value` where the path names none. */
function objectOf(facts: NonEmpty<Fact>): Properties {
	const said = facts[0].path.filter.map(({ attribute, value }): Property => [attribute, value]);
	const named = facts.map(({ path, value }): Property => [path.sub ?? 'value', value]);
	const groups = groupsOf([...said, ...named], ([name]) => name.toLowerCase());
	return Object.fromEntries(groups.map(([property]) => property));
}

function withPrimary(path: ScimPath, entries: readonly FieldValue[], lines: readonly Line[]): readonly FieldValue[] {
	const isTold = lines.some(
		(line) => attributeKey(line.path) === 'emails' && line.path.filter.some(({ attribute }) => sameName(attribute, 'primary')),
	);
	const isGiven = entries.some((entry) => typeof entry === 'object' && Object.hasOwn(entry, 'primary'));
	if (attributeKey(path) !== 'emails' || isTold || isGiven) return entries;
	return entries.map((entry, i) => (i === 0 && typeof entry === 'object' && !isFieldList(entry) ? { ...entry, primary: true } : entry));
}

function isFieldList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}

/** Values with the same key, in the order of the first of them. */
function groupsOf<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyArray<NonEmpty<T>> {
	const groups = new Map<string, NonEmpty<T>>();
	for (const value of values) {
		const group = groups.get(keyOf(value));
		groups.set(keyOf(value), group === undefined ? [value] : [...group, value]);
	}
	return [...groups.values()];
}
