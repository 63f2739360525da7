import { givensOf, type Given } from './given';
import { invalid, isJsonList, isMembers, member, type ScimJson, type ScimMembers } from './values';

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0:';
const PATCH = `${MESSAGES}patchop`;

/**
 * Whether this is a PatchOp message (RFC 7644 §3.5.2) and not a User.
 * @throws FailureError `invalid` for SCIM's other messages (ListResponse, BulkRequest, Error), which are no user either
 */
export function isPatch(message: ScimMembers): boolean {
	const schemas = member(message, 'schemas');
	const names = (isJsonList(schemas) ? schemas : [schemas]).filter((name) => typeof name === 'string');
	if (names.some((name) => name.toLowerCase() === PATCH)) return true;
	const other = names.find((name) => name.toLowerCase().startsWith(MESSAGES));
	if (other !== undefined) {
		const kind = `${other.slice(MESSAGES.length)} message`;
		throw invalid(`SCIM User holds a SCIM ${kind}, not a user`, 'Pass one user; Split Out makes one item of each member of Resources.');
	}
	return names.length === 0 && isJsonList(member(message, 'operations'));
}

/**
 * What the operations of a PatchOp ask for, in their order; a later one wins over an earlier one. The names of
 * operations come in any case, with a path and without (RFC 7644 §3.5.2.1–3.5.2.3; Entra ID capitalises them).
 * Removing comes out as an attribute without a value.
 * @throws FailureError `invalid` naming the operation that can't be understood
 */
export function patchGivens(message: ScimMembers, schemas: ReadonlySet<string>): readonly Given[] {
	const operations = member(message, 'operations');
	if (!isJsonList(operations))
		throw invalid('The PatchOp message in SCIM User lacks the list "Operations"', 'Pass the whole message, for example {{ $json.body }}.');
	return operations.flatMap((operation, i) =>
		operationGivens(operation, `Operation ${i + 1} of the PatchOp message in SCIM User`, schemas),
	);
}

function operationGivens(operation: ScimJson, name: string, schemas: ReadonlySet<string>): readonly Given[] {
	if (!isMembers(operation))
		throw invalid(`${name} is not an object`, 'Write operations like {"op": "replace", "path": "title", "value": "Lead"}.');
	const op = member(operation, 'op');
	switch (typeof op === 'string' ? op.trim().toLowerCase() : op) {
		case 'add':
			return givensOf(assigned(operation, name), { schemas, adding: true });
		case 'replace':
			return givensOf(assigned(operation, name), { schemas });
		case 'remove':
			return removed(operation, name, schemas);
		default:
			throw invalid(`${name} is no add, replace or remove`, 'These three are what SCIM knows as "op".');
	}
}

/** With a path one attribute, without one the members of the value. */
function assigned(operation: ScimMembers, name: string): ScimMembers {
	const path = pathOf(operation, name);
	const value = member(operation, 'value');
	if (value === undefined) throw invalid(`${name} has no value`, 'Give it a value, or use "remove" to empty the attribute.');
	if (path !== undefined) return new Map([[path, value]]);
	if (isMembers(value)) return value;
	throw invalid(`${name} has no path, and its value is not an object`, 'Give it a path, or a value like {"title": "Lead"}.');
}

function removed(operation: ScimMembers, name: string, schemas: ReadonlySet<string>): readonly Given[] {
	const path = pathOf(operation, name);
	if (path === undefined) throw invalid(`${name} removes something but has no path`, 'Name the attribute to remove as its path.');
	const value = member(operation, 'value');
	// Some of a list's values: what stays depends on the user as it is now, which is not known here.
	if (isJsonList(value) && value.length > 0) return [{ key: '', written: path, kind: 'some', entries: [] }];
	return givensOf(new Map([[path, null]]), { schemas });
}

function pathOf(operation: ScimMembers, name: string): string | undefined {
	const path = member(operation, 'path');
	if (path === undefined || path === null || path === '') return undefined;
	if (typeof path === 'string') return path;
	throw invalid(`${name} has a path that is not a text`, 'Write paths like "name.givenName".');
}
