import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../../failure';
import { recordOf } from '../../fields/values';

/** An expression as people type it: what stands in the brackets reads something of n8n's. */
const EXPRESSION = /\{\{[^{}]*\$[a-z_(][\s\S]*?\}\}/i;

/**
 * Refuses a fixed value that holds an expression: n8n takes it for a text, and it would be written as it stands.
 * @param description the parameters of the operation, by which the one with the text is named
 * @throws FailureError `invalid` naming the parameter or the column
 */
export function assertEvaluated(context: IExecuteFunctions, description: readonly INodeProperties[]): void {
	const { parameters } = context.getNode();
	const columns = columnLabels(parameters.fields);
	for (const [name, value] of textsIn(parameters)) {
		const [expression] = value.startsWith('=') ? [] : (EXPRESSION.exec(value) ?? []);
		if (expression === undefined) continue;
		const label = columns.get(name) ?? labelIn(description, name) ?? name;
		throw failed({
			kind: 'invalid',
			parameter: label,
			says: `${label} holds an expression that was not evaluated: ${expression}`,
			todo: 'Switch the parameter from Fixed to Expression.',
		});
	}
}

/** Every text among the parameters under the name that it stands by; a locator's value under that of the parameter. */
function textsIn(value: unknown, name = ''): ReadonlyArray<readonly [name: string, text: string]> {
	if (typeof value === 'string') return [[name, value]];
	if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, name));
	const members = recordOf(value);
	const named = (member: string): string => (member === 'value' && ('__rl' in members || 'mode' in members) ? name : member);
	return Object.entries(members)
		.filter(([member]) => member !== 'schema' && !member.startsWith('cachedResult'))
		.flatMap(([member, one]) => textsIn(one, named(member)));
}

function columnLabels(fields: unknown): ReadonlyMap<string, string> {
	const { schema } = recordOf(fields);
	const columns = (Array.isArray(schema) ? schema : []).map(recordOf);
	return new Map(
		columns.flatMap(({ id, displayName }): Array<[string, string]> =>
			typeof id === 'string' && typeof displayName === 'string' ? [[id, displayName]] : [],
		),
	);
}

/** The label of the parameter with a name, also within a collection. */
function labelIn(properties: readonly unknown[], wanted: string): string | undefined {
	for (const property of properties.map(recordOf)) {
		const { name, displayName, options, values } = property;
		if (name === wanted && typeof displayName === 'string') return displayName;
		const within = [options, values].flatMap((inner): readonly unknown[] => (Array.isArray(inner) ? inner : []));
		const found = within.length === 0 ? undefined : labelIn(within, wanted);
		if (found !== undefined) return found;
	}
	return undefined;
}
