import { invalid } from '../../shared/failure';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import type { Entry } from '../../shared/fields/wording';
import type { Change, FieldValue } from '../../shared/provisioning/types';
import { entriesOf } from '../wire/paths';

/** One entry of `sociallinks`, `customlinks` or `messaginglinks`. */
type Link = Readonly<{ name: string; value: string }>;

/**
 * Links as people write them: `{"LinkedIn": "https://…"}`, one `{name, value}`, a list of these, or the
 * `{link: …}` that HighQ itself answers with.
 * @throws FailureError `invalid` naming the column, also for a link without a name or a value
 */
export function toLinks(label: string, given: FieldValue): readonly Link[] {
	if (isList(given)) return given.map((one) => toLink(label, one));
	if (!isObject(given)) throw unclear(label);
	const { link } = given;
	if (link !== undefined && typeof link === 'object') return toLinks(label, isList(link) ? link : [link]);
	if ('name' in given && 'value' in given) return [toLink(label, given)];
	return Object.entries(given).map(([name, value]) => toLink(label, { name, value }));
}

/** Whether a value is what {@link toLinks} makes. */
export function isLinks(value: FieldValue): value is readonly Link[] {
	if (!isList(value) || value.length === 0) return false;
	return value.every((one) => isObject(one) && typeof one.name === 'string' && typeof one.value === 'string');
}

/** The links in what HighQ shows of one kind: `{"link": {…}}` or `{"link": [{…}, {…}]}`. */
export function linksIn(group: Json | undefined): readonly Link[] {
	return linkEntries(group).map(({ name, value }) => ({ name: scalarText(name) ?? '', value: scalarText(value) ?? '' }));
}

/** What HighQ shows of one kind, with these links. What it and a link of the same name have beside stays. */
export function withLinks(group: Json | undefined, links: readonly Link[]): JsonObject {
	const before = linkEntries(group);
	const written = links.map((link, i): JsonObject => ({ ...earlier(before, links, i), ...link }));
	const [only, ...more] = written;
	return { ...(isJsonObject(group) ? group : {}), link: only && more.length === 0 ? only : written };
}

/** The entry that a link had before: the same one of those with its name. */
function earlier(entries: readonly JsonObject[], links: readonly Link[], index: number): JsonObject | undefined {
	const name = links[index]?.name;
	const before = links.slice(0, index).filter((link) => link.name === name).length;
	return entries.filter((entry) => scalarText(entry.name) === name)[before];
}

function linkEntries(group: Json | undefined): readonly JsonObject[] {
	return isJsonObject(group) ? entriesOf(group.link).filter(isJsonObject) : [];
}

function toLink(label: string, given: FieldValue): Link {
	const { name, value } = isObject(given) ? given : {};
	if (!isScalar(name) || !isScalar(value)) throw unclear(label);
	const link = { name: String(name), value: String(value) };
	if (link.name !== '' && link.value !== '') return link;
	throw invalid(
		label,
		`${label}: the link "${link.name}" has no ${link.name === '' ? 'name' : 'value'}`,
		"Give each link a name and a value. The links you list replace the user's current links.",
	);
}

function isObject(value: FieldValue): value is Readonly<{ [name: string]: FieldValue }> {
	return typeof value === 'object' && !isList(value);
}

function isList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}

function isScalar(value: FieldValue | undefined): value is string | number | boolean {
	return value !== undefined && typeof value !== 'object';
}

function unclear(label: string) {
	const todo = 'Use the form {"LinkedIn": "https://www.linkedin.com/in/ana"}, or a list of {"name": "…", "value": "…"}.';
	return invalid(label, `${label} takes links with a name and a URL`, todo);
}

/** A change of links as what becomes of each name. */
export function changedLinks(change: Change): readonly Entry[] {
	const { field, from, to } = change;
	if (![from, to].some((value) => value !== undefined && value !== null && isLinks(value))) return [change];
	const [before, after] = [valuesOf(from), valuesOf(to)];
	const changed = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
	if (changed.length === 0) return [change];
	return changed.map((name) => ({
		field: `${field}.${name}`,
		label: name,
		...(from === undefined ? {} : { from: before.get(name) ?? null }),
		to: after.get(name) ?? null,
	}));
}

/** The links by name; several of one name together. */
function valuesOf(links: FieldValue | null | undefined): ReadonlyMap<string, string> {
	const values = new Map<string, string>();
	for (const { name, value } of links !== undefined && links !== null && isLinks(links) ? links : [])
		values.set(name, [values.get(name), value].filter((one) => one !== undefined).join(', '));
	return values;
}
