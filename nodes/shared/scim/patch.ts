import { givensOf, unknownGiven, wrapped, type Given, type Where } from './given';
import { attributeKey, isList, isSingle, leadingPath, parsePath, pathText, type ScimPath } from './paths';
import { invalid, isEmpty, isJsonList, isMembers, member, structured, type ScimJson, type ScimMembers } from './values';

/**
 * What the operations of a PatchOp ask for, in their order; a later one wins over an earlier one. The names of
 * operations come in any case, with a path and without (RFC 7644 §3.5.2.1–3.5.2.3; Entra ID capitalises them).
 * Removing comes out as an attribute without a value.
 * @throws FailureError `invalid` naming the operation that can't be understood
 */
export function patchGivens(message: ScimMembers, where: Where): readonly Given[] {
	const operations = structured('Operations takes a list', member(message, 'operations') ?? null);
	if (!isJsonList(operations))
		throw invalid('The PatchOp message in SCIM User lacks the list "Operations"', 'Pass the whole message, for example {{ $json.body }}.');
	return operations.flatMap((operation, i) => operationGivens(operation, `Operation ${i + 1} of the PatchOp message in SCIM User`, where));
}

function operationGivens(given: ScimJson, name: string, where: Where): readonly Given[] {
	const operation = structured(`${name} takes an object`, given);
	if (!isMembers(operation))
		throw invalid(`${name} is not an object`, 'Write operations like {"op": "replace", "path": "title", "value": "Lead"}.');
	const op = member(operation, 'op');
	switch (typeof op === 'string' ? op.trim().toLowerCase() : op) {
		case 'add':
			return givensOf(assigned(operation, name), { ...where, op: 'add' });
		case 'replace':
			return givensOf(assigned(operation, name), where);
		case 'remove':
			return removed(operation, name, where);
		default:
			throw invalid(`${name} is no add, replace or remove`, 'These three are what SCIM knows as "op".');
	}
}

/** With a path one attribute, without one the members of the value. */
function assigned(operation: ScimMembers, name: string): ScimMembers {
	const path = pathOf(operation, name);
	const given = member(operation, 'value');
	if (given === undefined) throw invalid(`${name} has no value`, 'Give it a value, or use "remove" to empty the attribute.');
	if (path !== undefined) return new Map([[path, given]]);
	const value = structured(`The value of ${name} takes an object`, given);
	if (isMembers(value)) return value;
	throw invalid(`${name} has no path, and its value is not an object`, 'Give it a path, or a value like {"title": "Lead"}.');
}

/**
 * Of an attribute with one value there is nothing but that to remove, whatever value or filter is named beside it. Of
 * a list, the value may name some of many: what stays depends on the user as it is now, which is not known here.
 */
function removed(operation: ScimMembers, name: string, where: Where): readonly Given[] {
	const written = pathOf(operation, name);
	if (written === undefined) throw invalid(`${name} removes something but has no path`, 'Name the attribute to remove as its path.');
	const path = parsePath(written) ?? (/\]\s*$/.test(written) ? leadingPath(written) : undefined);
	const target = path && isSingle(path) ? pathText({ ...path, filter: [] }) : written;
	const value = structured(`The value of ${name} takes a list`, member(operation, 'value') ?? null);
	if (path !== undefined && namesSome(path, value, where)) return [unknownGiven(path, written)];
	return givensOf(new Map([[target, null]]), { ...where, op: 'remove' });
}

/** Of an attribute that the standard does not know, a text or a wrapped one is all that there is. */
function namesSome(path: ScimPath, value: ScimJson, { structures }: Where): boolean {
	if (isSingle(path) || path.filter.length > 0 || path.sub !== undefined || isEmpty(value)) return false;
	const isKnownList = isList(path) || structures.get(attributeKey(path)) === 'list';
	return isKnownList || (typeof value === 'object' && wrapped(value) === undefined);
}

function pathOf(operation: ScimMembers, name: string): string | undefined {
	const path = member(operation, 'path');
	if (path === undefined || path === null || path === '') return undefined;
	if (typeof path === 'string') return path;
	throw invalid(`${name} has a path that is not a text`, 'Write paths like "name.givenName".');
}
