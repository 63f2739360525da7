import { jsonNumber, type Json } from '../../shared/json/json';
import type { FieldValue } from '../../shared/provisioning/types';

/** A field's value as a member of a request. */
export function toJson(value: FieldValue): Json {
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return jsonNumber(String(value));
	if (isList(value)) return value.map(toJson);
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]));
}

/** A guard for a read-only list, which `Array.isArray` does not narrow. */
export function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
	return Array.isArray(value);
}
