import { failed } from '../shared/failure';
import type { FieldValue } from '../shared/provisioning/types';
import type { Link } from './format/userFormat';

/**
 * Links as people write them: `{"LinkedIn": "https://…"}`, one `{name, value}`, a list of these, or the
 * `{link: …}` that HighQ itself answers with.
 * @throws FailureError `invalid` naming the column, also for a link without a name or a value
 */
export function toLinks(label: string, given: FieldValue): readonly Link[] {
	if (isList(given)) return given.map((one) => toLink(label, one));
	if (!isMembers(given)) throw unclear(label);
	const { link } = given;
	if (link !== undefined && typeof link === 'object') return toLinks(label, isList(link) ? link : [link]);
	if ('name' in given && 'value' in given) return [toLink(label, given)];
	return Object.entries(given).map(([name, value]) => toLink(label, { name, value }));
}

/** Whether a value is what {@link toLinks} makes. */
export function isLinks(value: FieldValue): value is readonly Link[] {
	return (
		isList(value) &&
		value.length > 0 &&
		value.every((one) => isMembers(one) && typeof one.name === 'string' && typeof one.value === 'string')
	);
}

function toLink(label: string, given: FieldValue): Link {
	const { name, value } = isMembers(given) ? given : {};
	if (!isScalar(name) || !isScalar(value)) throw unclear(label);
	if (String(name) === '' || String(value) === '') {
		throw failed({
			kind: 'invalid',
			parameter: label,
			says: `${label}: the link "${String(name)}" has no ${String(name) === '' ? 'name' : 'value'}`,
			todo: 'Give each link both, or leave it out; the links given replace those that the user has.',
		});
	}
	return { name: String(name), value: String(value) };
}

type Members = Readonly<{ [name: string]: FieldValue }>;

function isMembers(value: FieldValue): value is Members {
	return typeof value === 'object' && !isList(value);
}

function isList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}

function isScalar(value: FieldValue | undefined): value is string | number | boolean {
	return value !== undefined && typeof value !== 'object';
}

function unclear(label: string) {
	return failed({
		kind: 'invalid',
		parameter: label,
		says: `${label} takes names and addresses of links`,
		todo: 'Write them like {"LinkedIn": "https://www.linkedin.com/in/ana"}, or as a list of {"name": "…", "value": "…"}.',
	});
}
